/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Paragraph, Quote } from './parts.tsx';
import { BRAND_FRAME } from './preview-frame.ts';
import { canBeReached, printing } from './printing.ts';

type Props = MailProps<'privacy_answered'>;

/** Tells how a privacy request ended, and why, in the company's own words: 11 CCR 7022(f), 7024. */
export function PrivacyAnswered({ frame, facts }: Props) {
  const words = frame.words.privacyAnswered;
  const { formats, brand } = printing(frame);
  const id = formats.name(facts.requestId);
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ id })}
      heading={words.heading}
      why={words.why({ brand })}
    >
      <Paragraph>{words[facts.request][facts.outcome]({ brand })}</Paragraph>
      {facts.explanation === null ? null : (
        <>
          <Paragraph>{words.explanation({ brand })}</Paragraph>
          <Quote frame={frame} lines={facts.explanation.split('\n')} />
        </>
      )}
      {facts.request === 'delete' && facts.outcome === 'complied' ? (
        <Paragraph>{words.delete.remembered}</Paragraph>
      ) : null}
      {facts.outcome === 'denied' && canBeReached(frame) ? <Paragraph>{words.again}</Paragraph> : null}
      <Paragraph>{words.reference({ id })}</Paragraph>
    </Frame>
  );
}

PrivacyAnswered.subject = ({ frame }: Props) =>
  frame.words.privacyAnswered.subject({ brand: printing(frame).brand });

PrivacyAnswered.PreviewProps = {
  frame: BRAND_FRAME,
  facts: {
    kind: 'privacy_answered',
    request: 'delete',
    requestId: 'R-7K3M9Q',
    outcome: 'complied',
    explanation:
      'We have deleted your account, your letters to us and your reading profile.\nThe invoice of your last order stays until 2033, as tax law asks.',
  },
} satisfies Props;

export default PrivacyAnswered;

/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { lengthOfTime } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { BRAND_FRAME, EXAMPLE_TOKEN } from './preview-frame.ts';
import { printing } from './printing.ts';

type Props = MailProps<'privacy_confirmation'>;

/** Asks whether a privacy request is really the person's own: 11 CCR 7020(d), 7060. */
export function PrivacyConfirmation({ frame, facts }: Props) {
  const words = frame.words.privacyConfirmation;
  const asked = words[facts.request];
  const { brand } = printing(frame);
  const lasts = lengthOfTime(frame.language, facts.days, 'day');
  return (
    <Frame frame={frame} preheader={words.preheader} heading={asked.heading} why={words.why({ brand })}>
      <Paragraph>{asked.lead({ brand })}</Paragraph>
      <Paragraph>{asked.effect}</Paragraph>
      <Action frame={frame} label={asked.button} url={facts.url} />
      <Note>{words.lasts({ lasts })}</Note>
      <Note>{words.notAsked}</Note>
    </Frame>
  );
}

PrivacyConfirmation.subject = ({ frame, facts }: Props) =>
  frame.words.privacyConfirmation[facts.request].subject({ brand: printing(frame).brand });

PrivacyConfirmation.PreviewProps = {
  frame: BRAND_FRAME,
  facts: {
    kind: 'privacy_confirmation',
    request: 'know',
    url: `https://heed.example/privacy/${EXAMPLE_TOKEN}`,
    days: 14,
  },
} satisfies Props;

export default PrivacyConfirmation;

/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Paragraph } from './parts.tsx';
import { BRAND_FRAME } from './preview-frame.ts';
import { printing } from './printing.ts';

type Props = MailProps<'privacy_received'>;

/** Says that a privacy request came in, what happens now, and by when it is answered: 11 CCR 7021(a). */
export function PrivacyReceived({ frame, facts }: Props) {
  const words = frame.words.privacyReceived;
  const asked = words[facts.request];
  const { formats, brand } = printing(frame);
  const due = formats.date(facts.dueAt, frame.zone);
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ brand, day: due })}
      heading={words.heading}
      why={words.why({ brand })}
    >
      <Paragraph>{asked.lead({ brand, day: formats.date(facts.receivedAt, frame.zone) })}</Paragraph>
      <Paragraph>{asked.next({ brand })}</Paragraph>
      <Paragraph>{words.answerBy({ brand, day: due })}</Paragraph>
      <Paragraph>{words.reference({ id: formats.name(facts.requestId) })}</Paragraph>
    </Frame>
  );
}

PrivacyReceived.subject = ({ frame }: Props) =>
  frame.words.privacyReceived.subject({ brand: printing(frame).brand });

PrivacyReceived.PreviewProps = {
  frame: BRAND_FRAME,
  facts: {
    kind: 'privacy_received',
    request: 'know',
    requestId: 'R-7K3M9Q',
    receivedAt: Date.parse('2026-11-22T20:03:00Z'),
    dueAt: Date.parse('2027-01-07T05:59:59Z'),
  },
} satisfies Props;

export default PrivacyReceived;

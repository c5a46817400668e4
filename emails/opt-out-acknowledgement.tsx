/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { BRAND_FRAME, EXAMPLE_TOKEN } from './preview-frame.ts';
import { canBeReached, printing } from './printing.ts';

type Props = MailProps<'opt_out_acknowledgement'>;

/** Tells somebody that their request to stop is recorded, and by when it holds. Only where a brand wants it sent. */
export function OptOutAcknowledgement({ frame, facts }: Props) {
  const words = frame.words.optOutAcknowledgement;
  const { formats, brand } = printing(frame);
  // The deadline is the first forbidden instant: the day before it is the last.
  const by =
    facts.dueAt === null ? words.soon : words.by({ day: formats.longDate(facts.dueAt - 1, frame.zone) });
  return (
    <Frame frame={frame} preheader={words.preheader} heading={words.heading} why={words.why({ brand })}>
      <Paragraph>{lead({ frame, facts })}</Paragraph>
      <Paragraph>{by}</Paragraph>
      <Paragraph>{words.continues({ brand })}</Paragraph>
      <Paragraph>{words.receipt}</Paragraph>
      <Action frame={frame} label={words.button} url={facts.receiptUrl} />
      {canBeReached(frame) ? <Note>{words.notAsked}</Note> : null}
    </Frame>
  );
}

function lead({ frame, facts }: Props): string {
  const words = frame.words.optOutAcknowledgement;
  const { formats, brand } = printing(frame);
  const at = formats.moment(facts.requestedAt, frame.zone);
  if (facts.everyBrand) return words.leadEveryBrand({ brand, at });
  if (facts.topics.length === 0) return words.leadBrand({ brand, at });
  const topics = formats.list(facts.topics.map((topic) => formats.name(topic)));
  return words.leadTopics({ brand, at, topics });
}

OptOutAcknowledgement.subject = ({ frame }: Props) =>
  frame.words.optOutAcknowledgement.subject({ brand: printing(frame).brand });

OptOutAcknowledgement.PreviewProps = {
  frame: BRAND_FRAME,
  facts: {
    kind: 'opt_out_acknowledgement',
    topics: ['Reading tips', 'New magnifiers'],
    everyBrand: false,
    requestedAt: Date.parse('2026-11-22T20:03:00Z'),
    dueAt: Date.parse('2026-12-08T06:00:00Z'),
    receiptUrl: `https://heed.example/r/${EXAMPLE_TOKEN}`,
  },
} satisfies Props;

export default OptOutAcknowledgement;

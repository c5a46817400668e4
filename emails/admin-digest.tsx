/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { shortLatency } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Paragraph } from './parts.tsx';
import { SERVICE_FRAME } from './preview-frame.ts';
import { printing } from './printing.ts';
import { DataTable } from './table.tsx';

type Props = MailProps<'admin_digest'>;

// Shown where a sender was told nothing that day.
const NONE = '–';

/** A day in one look: how many opt-outs came in, how fast each sender was told, what waits. */
export function AdminDigest({ frame, facts }: Props) {
  const words = frame.words.adminDigest;
  const { formats } = printing(frame);
  const latency = (millis: number | null) => (millis === null ? NONE : shortLatency(frame.language, millis));
  const service = formats.name(facts.service);
  const { sender, told, half, most, waiting } = words.columns;
  const rows = facts.senders.map((day) => ({
    name: formats.name(day.sender),
    values: [formats.count(day.told), latency(day.p50), latency(day.p99), formats.count(day.waiting)],
  }));
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ service })}
      heading={words.heading({ day: dayOf({ frame, facts }) })}
      why={frame.words.shared.fromService({ service })}
    >
      <Paragraph>{words.lead({ optOuts: formats.count(facts.optOuts) })}</Paragraph>
      {rows.length === 0 ? (
        <Paragraph>{words.noSenders}</Paragraph>
      ) : (
        <DataTable
          frame={frame}
          caption={words.caption}
          columns={[sender, told, half, most, waiting]}
          rows={rows}
        />
      )}
      <Action frame={frame} label={words.button} url={facts.url} />
    </Frame>
  );
}

function dayOf({ frame, facts }: Props): string {
  return printing(frame).formats.date(Date.parse(`${facts.day}T00:00:00Z`), 'UTC');
}

AdminDigest.subject = ({ frame, facts }: Props): string => {
  const { formats } = printing(frame);
  const waiting = facts.senders.reduce((sum, sender) => sum + sender.waiting, 0);
  return frame.words.adminDigest.subject({
    day: dayOf({ frame, facts }),
    optOuts: formats.count(facts.optOuts),
    waiting: formats.count(waiting),
  });
};

AdminDigest.PreviewProps = {
  frame: SERVICE_FRAME,
  facts: {
    kind: 'admin_digest',
    service: 'heed.example',
    url: 'https://heed.example/console',
    day: '2026-11-22',
    optOuts: 1284,
    senders: [
      { sender: 'Newsletters', told: 1284, p50: 2_100, p99: 41_000, waiting: 0 },
      { sender: 'Order system of the Springfield shop', told: 903, p50: 340, p99: 5_400_000, waiting: 12 },
      { sender: 'Partner mailings', told: 0, p50: null, p99: null, waiting: 381 },
    ],
  },
} satisfies Props;

export default AdminDigest;

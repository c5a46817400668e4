/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { shortLatency } from '../src/words/duration.ts';
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { SERVICE_FRAME } from './preview-frame.ts';
import { printing } from './printing.ts';
import { DataTable, type Row } from './table.tsx';

type Props = MailProps<'admin_alert'>;

/** Tells the admins that a sender falls behind, before the law does; that Heed itself does; and that it is over. */
export function AdminAlert({ frame, facts }: Props) {
  const words = frame.words.adminAlert;
  const { trouble } = facts;
  const { formats } = printing(frame);
  const lasted = lastedOf({ frame, facts });
  return (
    <Frame
      frame={frame}
      preheader={preheaderOf({ frame, facts })}
      heading={AdminAlert.subject({ frame, facts })}
      why={frame.words.shared.fromService({ service: formats.name(facts.service) })}
    >
      <Paragraph>{lasted === null ? leadOf({ frame, facts }) : words.over.lead({ lasted })}</Paragraph>
      <DataTable frame={frame} rows={rowsOf({ frame, facts })} />
      {trouble.state === 'breached' ? <Paragraph>{words.explain}</Paragraph> : null}
      <Action frame={frame} label={words.button} url={facts.url} />
      {lasted === null ? <Note>{afterOf({ frame, facts })}</Note> : null}
    </Frame>
  );
}

AdminAlert.subject = ({ frame, facts: { trouble } }: Props): string => {
  const { states, subject, over } = frame.words.adminAlert;
  const sender = printing(frame).formats.name(trouble.sender);
  // A state without words of its own is told by its name.
  const state = isKnown(states, trouble.state) ? states[trouble.state] : trouble.state.replaceAll('_', ' ');
  return trouble.lastedMillis === null ? subject({ sender, state }) : over.subject({ sender, state });
};

function preheaderOf({ frame, facts }: Props): string {
  const { preheader, preheaderWaiting, over } = frame.words.adminAlert;
  const { formats } = printing(frame);
  const lasted = lastedOf({ frame, facts });
  if (lasted !== null) return over.preheader({ lasted });
  const { dueAt } = facts.trouble;
  const waiting = formats.count(facts.trouble.waiting);
  if (dueAt === null) return isOfService(facts) ? leadOf({ frame, facts }) : preheaderWaiting({ waiting });
  return preheader({ waiting, due: formats.moment(dueAt, frame.zone) });
}

function leadOf({ frame, facts: { trouble } }: Props): string {
  const { lead, leads } = frame.words.adminAlert;
  return isKnown(leads, trouble.state) ? leads[trouble.state] : lead;
}

function afterOf({ frame, facts }: Props): string {
  const { after, afterPerson, afterService } = frame.words.adminAlert;
  if (isOfService(facts)) return afterService;
  return facts.trouble.state === 'refused' ? afterPerson : after;
}

function rowsOf({ frame, facts }: Props): Row[] {
  const { labels } = frame.words.adminAlert;
  const { formats } = printing(frame);
  const { waiting, oldestRequestedAt: oldest, dueAt, code, state } = facts.trouble;
  const ofService = isOfService(facts);
  const told: [string, string | null][] = [
    [ofService ? labels.alerts : labels.waiting, state === 'watch_stopped' ? null : formats.count(waiting)],
    [ofService ? labels.since : labels.oldest, oldest === null ? null : formats.moment(oldest, frame.zone)],
    [labels.due, dueAt === null ? null : formats.moment(dueAt, frame.zone)],
    [labels.code, code === null ? null : formats.name(code)],
    [labels.lasted, lastedOf({ frame, facts })],
  ];
  return told.flatMap(([name, value]) => (value === null ? [] : [{ name, values: [value] }]));
}

function lastedOf({ frame, facts: { trouble } }: Props): string | null {
  return trouble.lastedMillis === null ? null : shortLatency(frame.language, trouble.lastedMillis);
}

/** What no sender has to do with. */
function isOfService({ trouble }: Props['facts']): boolean {
  return trouble.state === 'alarm_failing' || trouble.state === 'watch_stopped';
}

function isKnown<Words extends object>(words: Words, key: PropertyKey): key is keyof Words {
  return Object.hasOwn(words, key);
}

AdminAlert.PreviewProps = {
  frame: SERVICE_FRAME,
  facts: {
    kind: 'admin_alert',
    service: 'heed.example',
    url: 'https://heed.example/console',
    trouble: {
      sender: 'Newsletters',
      state: 'target_missed',
      waiting: 1284,
      oldestRequestedAt: Date.parse('2026-11-20T14:03:00Z'),
      dueAt: Date.parse('2026-12-08T06:00:00Z'),
      code: 'http_503',
      lastedMillis: null,
    },
  },
} satisfies Props;

export default AdminAlert;

/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Frame } from './frame.tsx';
import type { MailProps } from './mail-props.ts';
import { Action, Note, Paragraph } from './parts.tsx';
import { SERVICE_FRAME } from './preview-frame.ts';
import { printing } from './printing.ts';
import { DataTable } from './table.tsx';

type Props = MailProps<'admin_alert'>;

/** Tells the admins that a sender falls behind, before the law does. */
export function AdminAlert({ frame, facts }: Props) {
  const words = frame.words.adminAlert;
  const { labels } = words;
  const { formats } = printing(frame);
  const { trouble } = facts;
  const waiting = formats.count(trouble.waiting);
  const due = formats.moment(trouble.dueAt, frame.zone);
  const rows = [
    { name: labels.waiting, values: [waiting] },
    { name: labels.oldest, values: [formats.moment(trouble.oldestRequestedAt, frame.zone)] },
    { name: labels.due, values: [due] },
    ...(trouble.code === null ? [] : [{ name: labels.code, values: [formats.name(trouble.code)] }]),
  ];
  return (
    <Frame
      frame={frame}
      preheader={words.preheader({ waiting, due })}
      heading={AdminAlert.subject({ frame, facts })}
      why={frame.words.shared.fromService({ service: formats.name(facts.service) })}
    >
      <Paragraph>{words.lead}</Paragraph>
      <DataTable frame={frame} rows={rows} />
      <Action frame={frame} label={words.button} url={facts.url} />
      <Note>{words.after}</Note>
    </Frame>
  );
}

AdminAlert.subject = ({ frame, facts: { trouble } }: Props): string => {
  const { states, subject } = frame.words.adminAlert;
  const sender = printing(frame).formats.name(trouble.sender);
  // A state without words of its own is told by its name.
  const state = isKnown(states, trouble.state) ? states[trouble.state] : trouble.state.replaceAll('_', ' ');
  return subject({ sender, state });
};

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
    },
  },
} satisfies Props;

export default AdminAlert;

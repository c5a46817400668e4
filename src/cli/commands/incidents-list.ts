import { type Incident, incidentAnswer, lastedMillis, wantsExplanation } from '../../watch/incident.ts';
import { listIncidents } from '../../watch/incident-list.ts';
import { defineCommand } from '../command.ts';
import { duration, instant } from '../instant.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

const HEADS = ['INCIDENT', 'SENDER', 'KIND', 'OPENED', 'LASTED', 'DUE', 'STATE'];
// More than a person reads; the API has pages.
const INCIDENTS_MAX = 200;

/** `heed incidents list`: what is wrong, and with --all what was. */
export const incidentsList = defineCommand({
  usage: ['[--all] [--sender ID]'],
  about:
    'Lists what people are told of: senders that are late or held, deadlines that were missed, and troubles of the service itself. The open ones first, the newest of each first, 200 at most. A breach stays open until somebody has explained it: heed incidents explain.',
  options: {
    all: { type: 'boolean', help: 'Those that are over, too.' },
    sender: { type: 'string', value: 'ID', help: 'Those of one sender alone.' },
  },
  examples: [
    { line: 'heed incidents list', does: 'What is wrong just now.' },
    { line: 'heed incidents list --all --sender crm', does: 'Everything that ever was with one sender.' },
  ],
  run: ({ values, json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const { all, sender } = values;
      const question = { state: all ? 'all' : 'open', sender, limit: INCIDENTS_MAX } as const;
      const { incidents, next } = await listIncidents(database, question);
      const now = io.now();
      if (json) {
        const answer = { incidents: incidents.map((one) => incidentAnswer(one, now)), next };
        await io.out(`${JSON.stringify(answer)}\n`);
        return 0;
      }
      const rows = incidents.map((one) => rowOf(one, now));
      await io.out(incidents.length === 0 ? 'No incident.\n' : table(HEADS, rows));
      if (next !== null) io.note('There are more. GET /v1/incidents has them page by page.');
      return 0;
    }),
});

function rowOf(incident: Incident, now: number): string[] {
  const { id, sender, kind, openedAt, dueAt } = incident;
  return [
    id,
    sender ?? '-',
    kind,
    instant(openedAt),
    duration(lastedMillis(incident, now)),
    dueAt === null ? '-' : instant(dueAt),
    stateOf(incident),
  ];
}

function stateOf(incident: Incident): string {
  if (incident.closedAt !== null) return 'closed';
  return wantsExplanation(incident) ? 'open, to be explained' : 'open';
}

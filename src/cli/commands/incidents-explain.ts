import { auditBy } from '../../access/audit.ts';
import { type Explained, explainBreach, explanationSchema } from '../../watch/explain.ts';
import { incidentAnswer } from '../../watch/incident.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed incidents explain`: why a deadline was missed, in a named person's words. */
export const incidentsExplain = defineCommand({
  usage: ['ID --by NAME --why TEXT'],
  about:
    'Writes why an opt-out was not honoured in time, for whoever asks in a year: what happened, and what was done about it. A breach stays open until this is written; it closes with it, or once the sender has caught up. What was written is not changed any more.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    by: { type: 'string', value: 'NAME', help: 'The person who explains it.', required: true },
    why: { type: 'string', value: 'TEXT', help: 'A sentence at least.', required: true },
  },
  examples: [
    {
      line: 'heed incidents explain inc_7Qk --by "Grace Hopper" --why "Our key had expired; it is renewed."',
      does: 'The breach is explained.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const spelled = ([key = '']: readonly string[]) => (key === 'name' ? '--by' : '--why');
      const given = parseGiven(explanationSchema, { name: values.by, explanation: values.why }, spelled);
      const outcome = await explainBreach(database, id, given, auditBy({ database, ...io }, CLI_ACTOR));
      if (outcome.kind !== 'explained') throw refusal(outcome);
      const answer = incidentAnswer(outcome.incident, io.now());
      const ending =
        answer.state === 'closed' ? 'and is closed.' : 'and closes once the sender has caught up.';
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Incident ${id} is explained ${ending}\n`);
      return 0;
    }),
});

function refusal(outcome: Exclude<Explained, { kind: 'explained' }>): Refused {
  switch (outcome.kind) {
    case 'unknown_incident':
      return new Refused('there is no incident with this id.', 'heed incidents list --all shows them.');
    case 'not_a_breach':
      return new Refused('it is no breach: it closes by itself once what was wrong is over.');
    case 'explained_already':
      return new Refused(`${outcome.incident.explainedBy ?? 'Somebody'} has explained it already.`);
  }
}

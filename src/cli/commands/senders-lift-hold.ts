import { auditBy } from '../../access/audit.ts';
import { type HoldLifted, liftHold, liftHoldSchema } from '../../senders/lift-hold.ts';
import { defineCommand } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { instant } from '../instant.ts';
import { Refused } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

/** `heed senders lift-hold`: a named person answers for a held sender. */
export const sendersLiftHold = defineCommand({
  usage: ['ID --by NAME --reason TEXT [--yes]'],
  about:
    'Lifts what holds a sender, on a person’s word that it honours every opt-out up to the newest ledger entry by other means: somebody carried a list to it, or it was switched off for promotional mail. The word is kept with name, reason and time, and audited. What the sender has not acknowledged goes on being told to it. A hold also lifts by itself once the sender has acknowledged what holds it; heed latency shows how far it is.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    by: { type: 'string', value: 'NAME', help: 'The person who answers for it.', required: true },
    reason: { type: 'string', value: 'TEXT', help: 'Why it may mail, in their words.', required: true },
    yes: { type: 'boolean', help: 'Do not ask.' },
  },
  examples: [
    {
      line: 'heed senders lift-hold crm --by "Grace Hopper" --reason "List of December 4 applied by hand"',
      does: 'It may send promotional mail again.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const spelled = ([key = '']: readonly string[]) => (key === 'name' ? '--by' : `--${key}`);
      const word = parseGiven(liftHoldSchema, { name: values.by, reason: values.reason }, spelled);
      const question = `${word.name} answers for it that sender ${id} honours every opt-out there is by now. If it does not, people who said stop will be mailed.`;
      if (!(await confirmed(io, question, values))) throw new Refused('nothing was changed.');
      const outcome = await liftHold(heed, id, word, auditBy(heed, CLI_ACTOR));
      if (outcome.kind !== 'lifted') throw refusal(outcome);
      const { attestation, lifted } = outcome;
      const answer = {
        sender: id,
        attestation: attestation.id,
        name: attestation.name,
        through_seq: attestation.throughSeq,
        at: instant(attestation.at),
        lifted: lifted.map(({ reason }) => reason),
      };
      const words = `Sender ${id} is not held any more: ${word.name} answers for entries up to ${attestation.throughSeq}.\n`;
      await io.out(json ? `${JSON.stringify(answer)}\n` : words);
      return 0;
    }),
});

function refusal(outcome: Exclude<HoldLifted, { kind: 'lifted' }>): Refused {
  return outcome.kind === 'unknown_sender'
    ? new Refused('there is no sender with this id.', 'heed senders list shows them.')
    : new Refused(
        'nothing holds this sender that a person could lift. Nothing was written.',
        'heed senders list shows what holds each. A retirement, and a watch that has stopped, are not lifted like this.',
      );
}

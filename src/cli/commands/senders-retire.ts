import { auditBy } from '../../access/audit.ts';
import { reinstateSender, retirementSchema, retireSender } from '../../senders/retire-sender.ts';
import { defineCommand } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { type Io, Refused } from '../io.ts';
import { unknownSender } from '../manual-sender.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

const answered = {
  by: { type: 'string', value: 'NAME', help: 'The person who answers for it.', required: true },
  reason: { type: 'string', value: 'TEXT', help: 'Why, in that person’s words.', required: true },
} as const;

interface Given {
  readonly by: string;
  readonly reason: string;
}

/** `heed senders retire`: a system that mails nobody any more. */
export const sendersRetire = defineCommand({
  usage: ['ID --by NAME --reason TEXT [--yes]'],
  about:
    'Takes a sender out of service, by the word of a person who answers for it: this system can mail nobody any more, or honours every opt-out by another way. It is told nothing more and not watched, its keys open nothing promotional, its holds go, and its open incidents are closed in that person’s name, breaches too. What it was told stays, for people and for evidence. A sender is never deleted.',
  words: { name: 'ID', min: 1, max: 1 },
  options: { ...answered, yes: { type: 'boolean', help: 'Do not ask again.' } },
  examples: [
    {
      line: 'heed senders retire catalog --by "Ada Lovelace" --reason "The account was closed on May 3."',
      does: 'A system that is gone.',
    },
  ],
  run: async ({ words: [id = ''], values, json, ...io }) => {
    const question = `From now on nobody tells ${id} of opt-outs. If it can still mail people, do not retire it.`;
    if (!(await confirmed(io, question, values))) throw new Refused('nothing was changed.');
    return turn(io, { id, values, json, to: 'retired' });
  },
});

/** `heed senders reinstate`: one that was retired, and is back. */
export const sendersReinstate = defineCommand({
  usage: ['ID --by NAME --reason TEXT'],
  about:
    'Puts a retired sender back into service. It is owed everything since it was last told, and its promotional mail is held until what is due has been acknowledged.',
  words: { name: 'ID', min: 1, max: 1 },
  options: answered,
  examples: [
    {
      line: 'heed senders reinstate catalog --by "Ada Lovelace" --reason "The account is in use again."',
      does: 'A system that can mail people again.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) => turn(io, { id, values, json, to: 'reinstated' }),
});

interface Turn {
  readonly id: string;
  readonly values: Given;
  readonly json: boolean;
  readonly to: 'retired' | 'reinstated';
}

function turn(io: Io, { id, values, json, to }: Turn): Promise<number> {
  return withHeed(io, 'required', async (heed) => {
    const retirement = parseGiven(
      retirementSchema,
      { name: values.by, reason: values.reason },
      ([key = '']) => (key === 'name' ? '--by' : `--${key}`),
    );
    const work = to === 'retired' ? retireSender : reinstateSender;
    const outcome = await work(heed, id, retirement, auditBy(heed, CLI_ACTOR));
    if (outcome.kind === 'unknown_sender') throw unknownSender();
    if (outcome.kind === 'already') {
      throw new Refused(to === 'retired' ? 'it was retired before.' : 'it is not retired.');
    }
    const { attestation } = outcome;
    const answer = { id, [to]: true, attestation: attestation.id, through_seq: attestation.throughSeq };
    const words = `Sender ${id} is ${to}, by the word of ${attestation.name}.\n`;
    await io.out(json ? `${JSON.stringify(answer)}\n` : words);
    return 0;
  });
}

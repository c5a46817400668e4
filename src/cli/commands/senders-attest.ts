import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditBy } from '../../access/audit.ts';
import { randomId } from '../../keys/random.ts';
import { attestList, type ListAttested, listAppliedSchema } from '../../propagation/by-hand/attest-list.ts';
import { bytesOf } from '../address-rows.ts';
import { defineCommand } from '../command.ts';
import { instant } from '../instant.ts';
import { Refused } from '../io.ts';
import { manualSenderOf } from '../manual-sender.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';

const given = listAppliedSchema.extend({
  appliedAt: z.iso
    .datetime({ offset: true, error: 'Give an instant such as 2026-11-22T14:03:00Z.' })
    .transform((text) => Date.parse(text)),
});
const SPELLED: Readonly<Record<string, string>> = {
  name: '--by',
  sha256: '--file',
  appliedAt: '--applied-at',
};

/** `heed senders attest`: a person's word that a list is in force at a sender that is told by hand. */
export const sendersAttest = defineCommand({
  usage: ['ID --file FILE --by NAME [--applied-at TIME]'],
  about:
    'Says that a list was applied, in the name of the person who answers for it. FILE is the very file that heed senders list-file wrote: it is known by its SHA-256, and one that was opened and saved again is another file. What came in after it was written is in the next list. How long opt-outs took is counted until now, for no sooner is it known.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    file: { type: 'string', value: 'FILE', help: 'The list that was applied.', required: true },
    by: { type: 'string', value: 'NAME', help: 'The person who answers for it.', required: true },
    'applied-at': { type: 'string', value: 'TIME', help: 'When it was applied (ISO 8601).', default: 'now' },
  },
  examples: [
    {
      line: 'heed senders attest catalog --file catalog.csv --by "Ada Lovelace"',
      does: 'The list of catalog.csv is in force.',
    },
  ],
  run: ({ words: [id = ''], values: { file, by, 'applied-at': at }, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const sender = await manualSenderOf(heed, id);
      const sha256 = await hashOf(bytesOf(file, io.stdin));
      const applied = parseGiven(
        given,
        { name: by, sha256, appliedAt: at ?? instant(heed.now()) },
        ([key = '']) => SPELLED[key] ?? key,
      );
      const options = { id: randomId('att', heed.random), audit: auditBy(heed, CLI_ACTOR) };
      const outcome = await attestList(heed.feed, sender, applied, options);
      const told = toldBy(outcome, { id, file });
      await io.out(json ? `${JSON.stringify(told.answer)}\n` : `${told.words}\n`);
      return 0;
    }),
});

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

/** What came of it, for people and for machines. Throws `Refused` where nothing did. */
function toldBy(
  outcome: ListAttested,
  { id, file }: { id: string; file: string },
): { readonly words: string; readonly answer: object } {
  switch (outcome.kind) {
    case 'attested': {
      const { attestation, list } = outcome;
      return {
        words: `Sender ${id} has applied everything up to entry ${list.toSeq}, by the word of ${attestation.name}.`,
        answer: { attestation: attestation.id, cursor: list.toSeq, sha256: list.sha256 },
      };
    }
    case 'already':
      return {
        words: `That is attested already: sender ${id} stands at entry ${outcome.cursorSeq}.`,
        answer: { attestation: null, cursor: outcome.cursorSeq, sha256: outcome.list.sha256 },
      };
    case 'unknown_file':
      throw new Refused(
        `no list was written for sender ${id} that is ${file}.`,
        'Give the very file that heed senders list-file wrote. One that was opened and saved again is another file.',
      );
    case 'outdated':
      throw new Refused(
        'since that list was written the sender was given a brand, or is to be told again from further back.',
        'Write a new list and apply that.',
      );
    case 'in_future':
      throw new Refused('--applied-at is in the future.', 'Attest a list after it was applied.');
    case 'before_written':
      throw new Refused(`--applied-at is before the list was written, at ${instant(outcome.writtenAt)}.`);
  }
}

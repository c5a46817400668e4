import { auditBy } from '../../access/audit.ts';
import { changeSender, senderChangesSchema } from '../../senders/change-sender.ts';
import { defineCommand } from '../command.ts';
import { Misspelled, Refused } from '../io.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';
import { valueOrNone } from '../yes-or-no.ts';

/** `heed senders set`: what a sender is called, here and by recipients. */
export const sendersSet = defineCommand({
  usage: ['ID [--name NAME] [--public-name NAME]'],
  about:
    'Changes what a sender is called. Recipients read the public name where they see who was told of their decision; an empty one makes them read the name again.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name admins read.' },
    'public-name': { type: 'string', value: 'NAME', help: 'The name recipients read.' },
  },
  examples: [
    {
      line: 'heed senders set crm --public-name "Clearview newsletter"',
      does: 'A name that means something to those who get its mail.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const { name, 'public-name': publicName } = values;
      if (name === undefined && publicName === undefined) {
        throw new Misspelled('there is nothing to change.', 'Give --name or --public-name.');
      }
      const given = { name, public_name: valueOrNone(publicName) };
      const changes = parseGiven(senderChangesSchema, given, ([key = '']) => `--${key.replace('_', '-')}`);
      const outcome = await changeSender(heed, id, changes, auditBy(heed, CLI_ACTOR));
      if (outcome.kind === 'unknown_sender') {
        throw new Refused('there is no sender with this id.', 'heed senders list shows them.');
      }
      const { sender } = outcome;
      const answer = { id, name: sender.name, public_name: sender.publicName };
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Sender ${id} is changed.\n`);
      return 0;
    }),
});

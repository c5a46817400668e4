import { auditBy } from '../../access/audit.ts';
import { changeSender, senderChangesSchema } from '../../senders/change-sender.ts';
import { ladderAnswer } from '../../senders/ladder-answer.ts';
import { defineCommand } from '../command.ts';
import { Misspelled, Refused } from '../io.ts';
import { LADDER_HELP, ladderGiven, ladderOption, refusedLadder } from '../ladder-option.ts';
import { parseGiven } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';
import { valueOrNone } from '../yes-or-no.ts';

/** `heed senders set`: what a sender is called, here and by recipients, and when it counts as late. */
export const sendersSet = defineCommand({
  usage: ['ID [--name NAME] [--public-name NAME] [--ladder JSON|default]'],
  about: `Changes what a sender is called. Recipients read the public name where they see who was told of their decision; an empty one makes them read the name again.\n${LADDER_HELP} A sender’s members are laid over its brands’.`,
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name admins read.' },
    'public-name': { type: 'string', value: 'NAME', help: 'The name recipients read.' },
    ladder: ladderOption,
  },
  examples: [
    {
      line: 'heed senders set crm --public-name "Clearview newsletter"',
      does: 'A name that means something to those who get its mail.',
    },
    {
      line: 'heed senders set crm --ladder \'{"late_after_minutes":240}\'',
      does: 'It fetches four times a day, and is not late before.',
    },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      if (Object.values(values).every((value) => value === undefined)) {
        throw new Misspelled('there is nothing to change.', 'Give --name, --public-name or --ladder.');
      }
      const given = {
        name: values.name,
        public_name: valueOrNone(values['public-name']),
        ladder: ladderGiven(values.ladder),
      };
      const changes = parseGiven(senderChangesSchema, given, ([key = '', ...rest]) =>
        [`--${key.replace('_', '-')}`, ...rest].join(' '),
      );
      const outcome = await changeSender(heed, id, changes, auditBy(heed, CLI_ACTOR));
      if (outcome.kind === 'unknown_sender') {
        throw new Refused('there is no sender with this id.', 'heed senders list shows them.');
      }
      if (outcome.kind === 'refused_ladder') throw refusedLadder(outcome.problems);
      const { sender } = outcome;
      const answer = {
        id,
        name: sender.name,
        public_name: sender.publicName,
        ...ladderAnswer(sender, await heed.directory.read()),
      };
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Sender ${id} is changed.\n`);
      return 0;
    }),
});

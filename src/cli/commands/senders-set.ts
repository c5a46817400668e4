import { auditBy } from '../../access/audit.ts';
import type { Heed } from '../../heed.ts';
import { setSenderBrands } from '../../propagation/set-sender-brands.ts';
import { changeSender, type SenderChanges, senderChangesSchema } from '../../senders/change-sender.ts';
import { ladderAnswer } from '../../senders/ladder-answer.ts';
import { defineCommand } from '../command.ts';
import { Misspelled, Refused } from '../io.ts';
import { LADDER_HELP, ladderGiven, ladderOption, refusedLadder } from '../ladder-option.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';
import { valueOrNone } from '../yes-or-no.ts';

/** `heed senders set`: what a sender is called, when it counts as late, and for which brands it mails. */
export const sendersSet = defineCommand({
  usage: ['ID [--name NAME] [--public-name NAME] [--ladder JSON|default]', 'ID --brands BRANDS'],
  about: `Changes what a sender is called. Recipients read the public name where they see who was told of their decision; an empty one makes them read the name again.\n${LADDER_HELP} A sender’s members are laid over its brands’.\nA brand a sender is given is told it from the beginning, and it is held for this brand until it has acknowledged that; of one it loses nothing is owed any more.`,
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name admins read.' },
    'public-name': { type: 'string', value: 'NAME', help: 'The name recipients read.' },
    ladder: ladderOption,
    brands: {
      type: 'string',
      value: 'BRANDS',
      help: 'All the brands it mails for from now on, separated by commas. Given alone.',
    },
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
    { line: 'heed senders set crm --brands clearview,soundpage', does: 'It mails for another brand, too.' },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      if (Object.values(values).every((value) => value === undefined)) {
        throw new Misspelled(
          'there is nothing to change.',
          'Give --name, --public-name, --ladder or --brands.',
        );
      }
      const given = {
        name: values.name,
        public_name: valueOrNone(values['public-name']),
        ladder: ladderGiven(values.ladder),
        brands: values.brands === undefined ? undefined : splitList(values.brands),
      };
      const { brands, ...changes } = parseGiven(senderChangesSchema, given, ([key = '', ...rest]) =>
        [`--${key.replace('_', '-')}`, ...rest].join(' '),
      );
      if (brands === undefined) await change(heed, id, changes);
      else await setBrands(heed, id, brands);
      heed.senders.forget();
      const sender = (await heed.senders.read()).find((one) => one.id === id);
      if (sender === undefined) throw noSender();
      const answer = {
        id,
        name: sender.name,
        public_name: sender.publicName,
        brands: sender.brands,
        ...ladderAnswer(sender, await heed.directory.read()),
      };
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Sender ${id} is changed.\n`);
      return 0;
    }),
});

async function change(heed: Heed, id: string, changes: SenderChanges): Promise<void> {
  const outcome = await changeSender(heed, id, changes, auditBy(heed, CLI_ACTOR));
  if (outcome.kind === 'unknown_sender') throw noSender();
  if (outcome.kind === 'refused_ladder') throw refusedLadder(outcome.problems);
}

async function setBrands(heed: Heed, id: string, wanted: readonly string[]): Promise<void> {
  const outcome = await setSenderBrands(heed, id, wanted, auditBy(heed, CLI_ACTOR));
  switch (outcome.kind) {
    case 'unknown_sender':
      throw noSender();
    case 'unknown_brands':
      throw new Refused(
        `there is no such brand: ${outcome.brands.join(', ')}.`,
        'heed brands list shows them, heed brands add makes one.',
      );
    case 'no_brand':
      throw new Refused('a sender mails for one brand at least.', 'Name it with --brands.');
    case 'set':
  }
}

function noSender(): Refused {
  return new Refused('there is no sender with this id.', 'heed senders list shows them.');
}

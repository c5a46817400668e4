import { auditBy } from '../../access/audit.ts';
import type { Heed } from '../../heed.ts';
import { setSenderBrands } from '../../propagation/set-sender-brands.ts';
import { changeSender, senderChangesSchema } from '../../senders/change-sender.ts';
import { defineCommand } from '../command.ts';
import { Misspelled, Refused } from '../io.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { CLI_ACTOR } from '../with-database.ts';
import { withHeed } from '../with-heed.ts';
import { valueOrNone } from '../yes-or-no.ts';

/** `heed senders set`: what a sender is called, here and by recipients, and for which brands it mails. */
export const sendersSet = defineCommand({
  usage: ['ID [--name NAME] [--public-name NAME] [--brands BRANDS]'],
  about:
    'Changes what a sender is called and for which brands it mails. Recipients read the public name where they see who was told of their decision; an empty one makes them read the name again. A brand a sender is given is told it from the beginning, and it is held for this brand until it has acknowledged that; of one it loses nothing is owed any more.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name admins read.' },
    'public-name': { type: 'string', value: 'NAME', help: 'The name recipients read.' },
    brands: {
      type: 'string',
      value: 'BRANDS',
      help: 'All the brands it mails for from now on, separated by commas.',
    },
  },
  examples: [
    {
      line: 'heed senders set crm --public-name "Clearview newsletter"',
      does: 'A name that means something to those who get its mail.',
    },
    { line: 'heed senders set crm --brands clearview,soundpage', does: 'It mails for another brand, too.' },
  ],
  run: ({ words: [id = ''], values, json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const { name, 'public-name': publicName, brands } = values;
      if (name === undefined && publicName === undefined && brands === undefined) {
        throw new Misspelled('there is nothing to change.', 'Give --name, --public-name or --brands.');
      }
      const given = {
        name,
        public_name: valueOrNone(publicName),
        brands: brands === undefined ? undefined : splitList(brands),
      };
      const changes = parseGiven(senderChangesSchema, given, ([key = '']) => `--${key.replace('_', '-')}`);
      const { brands: wanted, ...names } = changes;
      const audit = auditBy(heed, CLI_ACTOR);
      if (wanted !== undefined) await setBrands(heed, id, wanted);
      if (name !== undefined || publicName !== undefined) await changeSender(heed, id, names, audit);
      heed.senders.forget();
      const sender = (await heed.senders.read()).find((one) => one.id === id);
      if (sender === undefined) throw noSender();
      const answer = { id, name: sender.name, public_name: sender.publicName, brands: sender.brands };
      await io.out(json ? `${JSON.stringify(answer)}\n` : `Sender ${id} is changed.\n`);
      return 0;
    }),
});

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

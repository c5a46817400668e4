import { auditBy } from '../../access/audit.ts';
import { addBrand, newBrandSchema } from '../../brands/add-brand.ts';
import { JURISDICTION_IDS } from '../../deadline/jurisdiction.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed brands add`: a line of business that holds itself out as the sender of mail. */
export const brandsAdd = defineCommand({
  usage: ['ID --name NAME --postal-address ADDRESS [options]'],
  about: `Adds a brand. Its deadlines are the strictest of its jurisdictions, counted in its time zone. The jurisdictions: ${JURISDICTION_IDS.join(', ')}.`,
  words: { name: 'ID', min: 1, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'The name people read.', required: true },
    'postal-address': {
      type: 'string',
      value: 'ADDRESS',
      help: 'The postal address the law wants in every mail.',
      required: true,
    },
    zone: {
      type: 'string',
      value: 'ZONE',
      help: 'Whose midnights end its deadlines: a name of the IANA time zone database.',
      default: 'America/New_York',
    },
    jurisdictions: {
      type: 'string',
      value: 'LIST',
      help: 'The laws it mails under, separated by commas.',
      default: 'us-can-spam',
    },
  },
  examples: [
    {
      line: 'heed brands add clearview --name "Clearview Magnifiers" --postal-address "1 Main St, Albany NY 12207"',
      does: 'A brand that mails under CAN-SPAM.',
    },
  ],
  run: ({ words: [id], values, json, ...io }) =>
    withDatabase(io, { mayCreate: true }, async (database) => {
      const given = {
        id,
        name: values.name,
        postal_address: values['postal-address'],
        policy: {
          zone: values.zone,
          jurisdictions: values.jurisdictions === undefined ? undefined : splitList(values.jurisdictions),
        },
      };
      const brand = parseGiven(newBrandSchema, given, ([first = 'id', second]) => spelled(second ?? first));
      const outcome = await addBrand(database, brand, auditBy({ database, ...io }, CLI_ACTOR));
      if (outcome.kind === 'exists') throw new Refused('there is a brand with this id.', 'Choose another.');
      await io.out(json ? `${JSON.stringify(brand)}\n` : `Brand ${brand.id} is added.\n`);
      return 0;
    }),
});

function spelled(key: string): string {
  return key === 'id' ? 'ID' : `--${key.replace('_', '-')}`;
}

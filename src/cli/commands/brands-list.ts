import { readDirectory } from '../../brands/directory.ts';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

/** `heed brands list`: every brand, with the policy its deadlines come from. */
export const brandsList = defineCommand({
  usage: [''],
  about: 'Lists the brands with the time zone and the laws their deadlines are counted by.',
  options: {},
  examples: [{ line: 'heed brands list', does: 'Who mails, and by whose law.' }],
  run: ({ json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const brands = [...(await readDirectory(database)).values()].map((brand) => ({
        id: brand.id,
        name: brand.name,
        postal_address: brand.postalAddress,
        policy: brand.policy,
        topics: [...brand.topics.keys()],
      }));
      const rows = brands.map(({ id, name, policy, topics }) => [
        id,
        name,
        policy.zone,
        policy.jurisdictions.join(','),
        String(topics.length),
      ]);
      const words = table(['BRAND', 'NAME', 'ZONE', 'JURISDICTIONS', 'TOPICS'], rows, ['TOPICS']);
      await io.out(json ? `${JSON.stringify({ brands })}\n` : words);
      return 0;
    }),
});

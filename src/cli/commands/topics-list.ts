import { readDirectory } from '../../brands/directory.ts';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

/** `heed topics list`: every kind of mail of every brand. */
export const topicsList = defineCommand({
  usage: [''],
  about:
    'Lists the topics as brand/topic. People choose promotional ones; transactional ones pass a promotional opt-out, on the statutory basis shown.',
  options: {},
  examples: [{ line: 'heed topics list', does: 'What is mailed, and what of it people can stop.' }],
  run: ({ json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const brands = [...(await readDirectory(database)).values()];
      const topics = brands.flatMap((brand) =>
        [...brand.topics.values()].map((topic) => ({
          brand: brand.id,
          id: topic.id,
          name: topic.name,
          description: topic.description,
          kind: topic.kind,
          basis: topic.kind === 'transactional' ? topic.basis : null,
        })),
      );
      const rows = topics.map((topic) => [
        `${topic.brand}/${topic.id}`,
        topic.name,
        topic.kind,
        topic.basis ?? '',
      ]);
      const words = table(['TOPIC', 'NAME', 'KIND', 'BASIS'], rows);
      await io.out(json ? `${JSON.stringify({ topics })}\n` : words);
      return 0;
    }),
});

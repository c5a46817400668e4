import { defineCommand } from '../command.ts';
import { withDatabase } from '../with-database.ts';

/** `heed migrate`: brings the schema up to date, once however often and by however many processes it is run. */
export const migrate = defineCommand({
  usage: [''],
  about:
    'Applies the migrations the database named by HEED_DATABASE_URL lacks, making an SQLite file that is missing. Safe to repeat, and safe to run by several processes at once. heed serve does the same when it starts.',
  options: {},
  examples: [{ line: 'heed migrate', does: 'Bring ./data/heed.db up to date.' }],
  run: ({ json, ...io }) =>
    withDatabase(io, { mayCreate: true }, async (_, applied) => {
      const words = applied.map((id) => `applied ${id}\n`).join('') || 'The schema is up to date.\n';
      await io.out(json ? `${JSON.stringify({ applied })}\n` : words);
      return 0;
    }),
});

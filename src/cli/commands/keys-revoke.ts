import { revokeApiKey } from '../../access/api-key.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

/** `heed keys revoke`: puts an API key out of force at once, for good. */
export const keysRevoke = defineCommand({
  usage: ['ID'],
  about:
    'Puts a key out of force: its next request is refused. A revoked key stays on the list and cannot be revived.',
  words: { name: 'ID', min: 1, max: 1 },
  options: {},
  examples: [
    {
      line: 'heed keys revoke key_Z3J5aKkV0m1xQ2pT',
      does: 'The id is the one keys list shows, not the secret.',
    },
  ],
  run: ({ words: [id = ''], json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const by = { random: io.random, now: io.now(), actor: CLI_ACTOR };
      if (!(await revokeApiKey(database, id, by))) {
        throw new Refused('no key of that id is in force.', 'heed keys list shows the ids.');
      }
      await io.out(json ? `${JSON.stringify({ id, revoked: true })}\n` : `Key ${id} is revoked.\n`);
      return 0;
    }),
});

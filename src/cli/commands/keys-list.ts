import { listApiKeys } from '../../access/api-key.ts';
import { defineCommand } from '../command.ts';
import { instant, instantOrNull } from '../instant.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';

/** `heed keys list`: every API key, without anything secret. */
export const keysList = defineCommand({
  usage: [''],
  about:
    'Lists the API keys, the newest first, those revoked among them. Nothing secret is shown: nothing secret is kept.',
  options: {},
  examples: [{ line: 'heed keys list', does: 'Who may do what.' }],
  run: ({ json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const keys = (await listApiKeys(database)).map((row) => ({
        id: row.id,
        name: row.name,
        scopes: row.scopes.split(' '),
        sender: row.sender_id,
        created_at: instant(row.created_at),
        revoked_at: instantOrNull(row.revoked_at),
      }));
      const rows = keys.map((key) => [
        key.id,
        key.name,
        key.scopes.join(','),
        key.sender ?? '',
        key.created_at,
        key.revoked_at ?? '',
      ]);
      const words = table(['KEY', 'NAME', 'SCOPES', 'SENDER', 'CREATED', 'REVOKED'], rows);
      await io.out(json ? `${JSON.stringify({ keys })}\n` : words);
      return 0;
    }),
});

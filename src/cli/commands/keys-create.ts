import { createApiKey, KEY_SCOPES, keyScopesSchema } from '../../access/api-key.ts';
import { nameSchema } from '../../brands/naming.ts';
import type { Database } from '../../store/database.ts';
import { createSqlScript } from '../../store/sql-script.ts';
import { defineCommand } from '../command.ts';
import { Refused } from '../io.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { CLI_ACTOR, withDatabase } from '../with-database.ts';

const scopeList = Object.entries(KEY_SCOPES)
  .map(([scope, may]) => `${scope} (${may})`)
  .join('; ');

/** `heed keys create`: an API key for a tool. The secret stands alone on standard output and is shown this once. */
export const keysCreate = defineCommand({
  usage: ['--name NAME --scopes SCOPES [--sender ID] [--sql]'],
  about: `Makes a key for "Authorization: Bearer …" and prints its secret on standard output, once: only its hash is kept.\nThe scopes: ${scopeList}.`,
  options: {
    name: { type: 'string', value: 'NAME', help: 'What the key is for, as people know it.', required: true },
    scopes: {
      type: 'string',
      value: 'SCOPES',
      help: 'What it may do: one or more scopes, separated by commas.',
      required: true,
    },
    sender: {
      type: 'string',
      value: 'ID',
      help: 'The sender it belongs to. The scope changes needs one.',
    },
    sql: {
      type: 'boolean',
      help: 'Touch no database: print SQL for a D1 that wrangler reaches, and the secret beside it.',
    },
  },
  examples: [
    {
      line: 'heed keys create --name "Campaign tool" --scopes links,check',
      does: 'A key that mints links and asks the gate.',
    },
    {
      line: 'heed keys create --name "CRM feed" --scopes changes --sender crm',
      does: 'A key with which the sender crm fetches its changes.',
    },
    {
      line: 'heed keys create --name Setup --scopes setup,latency --sql > key.sql',
      does: 'The first key of a Worker; then: wrangler d1 execute heed --remote --file key.sql',
    },
  ],
  run: ({ values, json, ...io }) => {
    const script = createSqlScript();
    if (values.sql) return create(script.database);
    return withDatabase(io, { mayCreate: true }, create);

    async function create(database: Database): Promise<number> {
      const scopes = parseGiven(keyScopesSchema, splitList(values.scopes), () => '--scopes');
      if (scopes.includes('changes') && values.sender === undefined) {
        throw new Refused('the scope changes is for one sender.', 'Name it with --sender ID.');
      }
      if (values.sender !== undefined && !values.sql) await requireSender(database, values.sender);
      const name = parseGiven(nameSchema, values.name, () => '--name');
      const key = { name, scopes, senderId: values.sender };
      const { id, secret } = await createApiKey(database, key, {
        random: io.random,
        now: io.now(),
        actor: CLI_ACTOR,
      });
      const sql = values.sql ? { sql: script.text() } : {};
      const answer = { id, name: key.name, scopes, sender: values.sender ?? null, secret, ...sql };
      if (json) await io.out(`${JSON.stringify(answer)}\n`);
      else await io.out(values.sql ? script.text() : `${secret}\n`);
      const which = values.sql ? `${secret} is` : 'This is';
      if (!json) io.note(`${which} the secret of key ${id} (${scopes.join(', ')}). It is not shown again.`);
      return 0;
    }
  },
});

async function requireSender(database: Database, id: string): Promise<void> {
  const [row] = await database.all(database.build.selectFrom('sender').select('id').where('id', '=', id));
  if (row !== undefined) return;
  throw new Refused(
    'there is no sender of that id.',
    'heed senders list shows them, heed senders add makes one.',
  );
}

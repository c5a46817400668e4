import { describe, expect, it } from 'vitest';
import { createApiKey, findApiKey } from '../access/api-key.ts';
import { createRandomBytes } from '../keys/random.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { createSqlScript } from './sql-script.ts';

describe('a script of SQL', () => {
  it('run elsewhere does what the commit would have done, quotes and question marks in texts included', async () => {
    const script = createSqlScript();
    const key = { name: "Ada's key?", scopes: ['links', 'check'] as const };
    const { secret } = await createApiKey(script.database, key, {
      random: createRandomBytes(),
      now: 1_795_000_000_000,
      actor: 'cli',
    });
    expect(script.text()).not.toContain(secret);

    const database = openDatabase('sqlite::memory:');
    await migrate(database, 0);
    for (const sql of script.text().split(';\n').filter(Boolean)) await database.all({ sql, parameters: [] });
    expect(await findApiKey(database, secret)).toMatchObject({ scopes: new Set(['links', 'check']) });
    const [row] = await database.all(database.build.selectFrom('api_key').select('name'));
    expect(row?.name).toBe("Ada's key?");
  });

  it('answers no question', async () => {
    const { database } = createSqlScript();
    await expect(findApiKey(database, 'any')).rejects.toThrow('no question');
  });
});

import { describe, expect, it } from 'vitest';
import { auditStatement } from '../../src/access/audit.ts';
import { readDirectory } from '../../src/brands/directory.ts';
import { DEFAULT_PROFILE } from '../../src/brands/profile.ts';
import { type NewBrand, registerBrand, registerTopic } from '../../src/brands/register.ts';
import { DEFAULT_BRAND_POLICY } from '../../src/deadline/policy.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const clearview: NewBrand = {
  id: 'clearview',
  name: 'Clearview Magnifiers',
  postalAddress: '1 Harbor Street, Portland, ME 04101',
  policy: DEFAULT_BRAND_POLICY,
  profile: DEFAULT_PROFILE,
  ladder: null,
};

describe('the directory', () => {
  it('reads brands and topics as they were registered', async () => {
    const { database } = await aDatabase();
    await registerBrand(database, clearview, withAudit(database, 'a'));
    await registerBrand(
      database,
      { ...clearview, id: 'soundpage', name: 'Soundpage – "Lectors"' },
      withAudit(database, 'b'),
    );
    await registerTopic(
      database,
      { brand: 'clearview', id: 'news', name: 'News', description: null, kind: 'promotional' },
      withAudit(database, 'c'),
    );
    await registerTopic(
      database,
      {
        brand: 'clearview',
        id: 'orders',
        name: 'Orders',
        description: null,
        kind: 'transactional',
        basis: 'transaction',
      },
      withAudit(database, 'd'),
    );
    const directory = await readDirectory(database);
    expect([...directory.keys()].sort()).toEqual(['clearview', 'soundpage']);
    expect(directory.get('soundpage')).toMatchObject({
      name: 'Soundpage – "Lectors"',
      policy: clearview.policy,
    });
    expect([...(directory.get('clearview')?.topics.values() ?? [])]).toEqual([
      { brand: 'clearview', id: 'news', name: 'News', description: null, kind: 'promotional' },
      {
        brand: 'clearview',
        id: 'orders',
        name: 'Orders',
        description: null,
        kind: 'transactional',
        basis: 'transaction',
      },
    ]);
  });

  it('keeps the brand that came first when two register one id at once, and one audit entry', async () => {
    const { database, openAnother } = await aDatabase();
    const outcomes = await Promise.all([
      registerBrand(database, clearview, withAudit(database, 'a')),
      registerBrand(await openAnother(), { ...clearview, name: 'Another' }, withAudit(database, 'b')),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['exists', 'registered']);
    const winner = outcomes[0]?.kind === 'registered' ? 'a' : 'b';
    expect(await database.all(database.build.selectFrom('audit').select('id'))).toEqual([{ id: winner }]);
    const { name } = (await readDirectory(database)).get('clearview') ?? {};
    expect(name).toBe(winner === 'a' ? clearview.name : 'Another');
  });
});

function withAudit(database: Database, id: string) {
  const entry = { id, at: NOON, actor: 'cli', action: 'brand.create', subject: 'clearview' };
  return { now: NOON, audit: auditStatement(database, entry) };
}

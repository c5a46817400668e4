import { describe, expect, it } from 'vitest';
import { type Migration, migrations } from '../../migrations/index.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const ids = migrations.map((migration) => migration.id);

describe('migrate', () => {
  it('brings an empty database up to date, and changes nothing the second time', async () => {
    const { database } = await aDatabase({ empty: true });
    expect(await migrate(database, NOON)).toEqual(ids);
    const applied = await appliedTo(database);
    expect(applied).toEqual(ids.map((id) => ({ id, applied_at: NOON })));
    expect(await migrate(database, NOON + 1)).toEqual([]);
    expect(await appliedTo(database)).toEqual(applied);
  });

  // The collisions of a start are rare, so it is tried a few times.
  it.for([1, 2, 3, 4])('applies each migration once when four processes start at once (%d)', async () => {
    const list = [...migrations, aMigration(0), aMigration(1)];
    const { database, openAnother } = await aDatabase({ empty: true });
    const connections = [database, await openAnother(), await openAnother(), await openAnother()];
    // Connected beforehand, so that they really begin together.
    await Promise.all(connections.map((each) => each.all({ sql: 'select 1', parameters: [] })));
    const applied = await Promise.all(connections.map((each) => migrate(each, NOON, list)));
    expect(applied.flat().sort()).toEqual(list.map((migration) => migration.id));
    expect(await appliedTo(database)).toHaveLength(list.length);
  });

  it('refuses a database that a newer version has migrated, and says what to do', async () => {
    const { database } = await aDatabase();
    const later = { id: '9999-from-the-future', applied_at: NOON };
    await database.commit([database.build.insertInto('migration').values(later).compile()]);
    await expect(migrate(database, NOON)).rejects.toThrow(
      'the database has migrations this version does not know (9999-from-the-future): run a newer Heed, or restore a backup',
    );
  });

  it('applies any number of migrations in one go', async () => {
    const { database } = await aDatabase();
    const many = Array.from({ length: 45 }, (_, index) => aMigration(index));
    expect(await migrate(database, NOON, [...migrations, ...many])).toEqual(many.map(({ id }) => id));
  });

  it('leaves nothing of a migration that fails half-way, and applies it once it is mended', async () => {
    const { database } = await aDatabase();
    const good = aMigration(0);
    const bad: Migration = {
      ...good,
      up: (types) => [...good.up(types), 'insert into no_such_table values (1)'],
    };
    await expect(migrate(database, NOON, [...migrations, bad])).rejects.toThrow('no_such_table');
    expect(await appliedTo(database)).toHaveLength(migrations.length);
    expect(await migrate(database, NOON, [...migrations, good])).toEqual([good.id]);
  });

  it('names the migration that the stored rows do not allow', async () => {
    const { database } = await aDatabase();
    const row = { actor: 'cli', action: 'sender.create', subject: 'one', at: NOON };
    const insert = (id: string) => database.build.insertInto('audit').values({ ...row, id });
    await database.commit([insert('a').compile(), insert('b').compile()]);
    const strict: Migration = {
      id: '9000-strict',
      up: () => ['create unique index audit_by_subject on audit (subject)'],
    };
    await expect(migrate(database, NOON, [...migrations, strict])).rejects.toThrow(
      'migration 9000-strict cannot be applied: the rows in the database break its unique constraint',
    );
  });
});

function aMigration(index: number): Migration {
  const number = String(9000 + index);
  return {
    id: `${number}-test`,
    up: ({ bigint }) => [`create table test_${number} (at ${bigint} not null)`],
  };
}

function appliedTo(database: Database) {
  return database.all(database.build.selectFrom('migration').select(['id', 'applied_at']).orderBy('id'));
}

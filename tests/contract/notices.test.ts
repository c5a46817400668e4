import { describe, expect, it } from 'vitest';
import { optOutsBetween } from '../../src/consent/opt-outs-between.ts';
import { openLetter } from '../../src/mail/outbox.ts';
import { createDigest } from '../../src/notices/digest.ts';
import {
  DAY,
  identityKey,
  keyring,
  MINUTE,
  NOON,
  noticeWorldOn,
  random,
} from '../../src/notices/testing/notice-world.ts';
import { latencyWithin } from '../../src/propagation/window-latency.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';

const UNDO = 15 * MINUTE;

async function aWorld() {
  const { database, openAnother } = await aDatabase();
  const world = await noticeWorldOn(database);
  await world.acknowledges('a', true);
  return { ...world, openAnother };
}

describe('an acknowledgement', () => {
  it('is written once for each opt-out, however many read the ledger at once', async () => {
    const world = await aWorld();
    const people = Array.from({ length: 12 }, (_, index) => `p${index}`);
    for (const by of people) await world.say({ by, about: by === 'p3' ? '*' : 'a/t' });
    world.advance(UNDO);
    const other = { database: await world.openAnother(), entriesMax: 5 };
    const added = await Promise.all([
      world.tick({ entriesMax: 5 }),
      world.tick(other),
      world.tick({ entriesMax: 3 }),
      world.tick(other),
    ]);
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(people.length);
    const letters = [...(await world.letters()).values()];
    expect(letters.map(({ to }) => to).toSorted()).toEqual(
      people.map((by) => `${by}@example.com`).toSorted(),
    );
    expect(await world.readTo()).toBe(people.length);
  });

  it('is not written by one whose step another has taken, though its letter may be gone by then', async () => {
    const world = await aWorld();
    await world.say({});
    await world.say({ by: 'ada' });
    world.advance(UNDO);
    await world.tick({ entriesMax: 1, enqueued: () => world.advance(MINUTE) });
    const late: Database = {
      ...world.database,
      async commit(statements) {
        // Its reads are done. Meanwhile another takes the same step, and its mail leaves and is forgotten.
        await world.tick();
        await world.database.commit([world.database.build.deleteFrom('outbox').compile()]);
        return world.database.commit(statements);
      },
    };
    expect(await world.tick({ database: late })).toBe(0);
    expect([...(await world.letters()).keys()]).toEqual([]);
    expect(await world.readTo()).toBe(2);
  });

  it('begins at one place, of several that begin at once', async () => {
    const world = await aWorld();
    await world.say({ by: 'ada' });
    const other = await world.openAnother();
    await Promise.all([world.tick(), world.tick({ database: other }), world.tick()]);
    expect(await world.readTo()).toBe(0);
  });
});

describe('a digest', () => {
  it('is written once a day and address, of several that write it at once, with the numbers of that day', async () => {
    const world = await aWorld();
    const { database, openAnother } = world;
    await world.say({ by: 'ada' }, { by: 'bob', word: 'opt_in' });
    world.advance(DAY);
    await world.say({ by: 'cleo' });
    const parts = {
      keyring,
      random,
      identityKey,
      senders: { read: async () => [] },
      adminEmails: ['ops@northlight.example', 'grace@northlight.example'],
      baseUrl: 'https://heed.example',
      enqueued: () => undefined,
    };
    const databases = [database, await openAnother(), database];
    const ticks = databases.map((each) => createDigest({ ...parts, database: each }));
    const added = await Promise.all(ticks.map((tick) => tick(world.now())));
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(2);
    const rows = await database.all(database.build.selectFrom('outbox').selectAll());
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(openLetter(keyring, row)).toMatchObject({
        letter: { kind: 'admin_digest', day: '2026-06-01', optOuts: 1 },
      });
    }
  });

  it('counts nothing in an empty ledger, and tells no times where nobody was told', async () => {
    const { database } = await aDatabase();
    expect(await optOutsBetween(database, { from: NOON, to: NOON + DAY })).toBe(0);
    expect(await latencyWithin(database, 'mailer', { fromHour: 0, toHour: 24 })).toMatchObject({
      count: 0,
      p50: undefined,
    });
  });

  it('takes the hours of its day and no others', async () => {
    const { database } = await aDatabase();
    const row = { sender_id: 'mailer', bucket: 3, count: 1, millis_max: 2, share_max: 1 };
    for (const hour of [9, 10, 11, 12]) {
      await database.commit([
        database.build
          .insertInto('latency')
          .values({ ...row, hour })
          .compile(),
      ]);
    }
    expect(await latencyWithin(database, 'mailer', { fromHour: 10, toHour: 12 })).toMatchObject({ count: 2 });
    expect(await latencyWithin(database, 'mailer', { fromHour: 10 })).toMatchObject({ count: 3 });
  });
});

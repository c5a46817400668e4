import { describe, expect, it } from 'vitest';
import { itemPreparer } from './change-item.ts';
import { addressOf, DIRECTORY, erase, idOf, keyring, NOON, openWorld, testKeyring } from './testing/world.ts';

describe('preparing items', () => {
  const audience = { brands: ['a'], directory: DIRECTORY };
  const owedTo = (name: string, dueAt: number | null = NOON + 2) => ({
    recipientId: idOf(name),
    entries: [
      { seq: 1, brand: 'a', requestedAt: NOON, receivedAt: NOON, dueAt: NOON + 9 },
      { seq: 4, brand: 'a', requestedAt: NOON + 1, receivedAt: NOON + 1, dueAt },
    ],
  });

  it('numbers an item by the last entry it includes, and dates it by the earliest deadline', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' });
    const prepare = itemPreparer(database, keyring);
    expect(await prepare([owedTo('ada')], audience, NOON)).toMatchObject([
      {
        kind: 'item',
        item: {
          seq: 4,
          address: addressOf('ada'),
          promotional: { a: 'suppressed' },
          requested_at: new Date(NOON + 1).toISOString(),
          due_at: new Date(NOON + 2).toISOString(),
        },
      },
    ]);
  });

  it('answers for everybody in order, also for those who cannot be sent', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' }, { by: 'bob' }, { by: 'cleo', nameless: true });
    await erase(database, 'bob');
    const owed = ['cleo', 'ada', 'bob'].map((name) => owedTo(name));
    const prepared = await itemPreparer(database, keyring)(owed, audience, NOON);
    expect(prepared.map((one) => (one.kind === 'item' ? one.item.address : one.code))).toEqual([
      'address_erased',
      addressOf('ada'),
      'address_erased',
    ]);
  });

  it('tells each person their own state, however many of a batch have said the same', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' }, { by: 'bob', about: 'a/t' }, { by: 'cleo' }, { by: 'bob', about: 'a/u' });
    await say(
      { by: 'dan', about: 'a/t' },
      { by: 'dan', about: 'a/t', word: 'opt_in' },
      { by: 'cleo', about: 'b' },
    );
    const owed = ['ada', 'bob', 'cleo', 'dan', 'ada'].map((name) => owedTo(name));
    const prepared = await itemPreparer(database, keyring)(owed, audience, NOON);
    const promotional = prepared.map((one) => one.kind === 'item' && one.item.promotional['a']);
    expect(promotional).toEqual(['suppressed', 'allowed', 'suppressed', 'allowed', 'suppressed']);
    const topics = prepared.map((one) => one.kind === 'item' && Object.values(one.item.topics));
    expect(topics[1]).toEqual(['suppressed', 'suppressed']);
    expect(topics[3]).toEqual(['allowed', 'allowed']);
  });

  it('finds an address unreadable whose key is gone, and the others still readable', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' });
    const other = testKeyring(`other:${Buffer.alloc(32, 1).toString('base64url')}`);
    const prepared = await itemPreparer(database, other)([owedTo('ada')], audience, NOON);
    expect(prepared).toMatchObject([{ kind: 'unsendable', code: 'address_unreadable' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Standing, Verdict } from '../consent/standing.ts';
import { itemPreparer, stateFor } from './change-item.ts';
import {
  addressOf,
  DIRECTORY,
  directoryOf,
  erase,
  idOf,
  keyring,
  NOON,
  openWorld,
  scopeOf,
  testKeyring,
} from './testing/world.ts';

let seq = 0;
function standing(scope: string, verdict: Verdict = 'opted_out', changes: Partial<Standing> = {}): Standing {
  seq++;
  const aspect = verdict === 'undeliverable' ? 'reach' : verdict === 'paused' ? 'pause' : 'consent';
  const times = { requestedAt: NOON, dueAt: null, until: null };
  return { scope: scopeOf(scope), aspect, verdict, saidSeq: seq, seq, ...times, ...changes };
}

const stateIn = (standings: readonly Standing[], brands = ['a'], directory = DIRECTORY) =>
  stateFor(standings, { brands, directory }, NOON);

describe("a recipient's state for a sender", () => {
  it('names every brand of the sender and every promotional topic, and no transactional one', () => {
    expect(stateIn([standing('a/t')], ['a', 'b'])).toEqual({
      promotional: { a: 'allowed', b: 'allowed' },
      topics: { 'a/t': 'suppressed', 'a/u': 'allowed', 'b/t': 'allowed' },
      undeliverable: false,
    });
  });

  it('says nothing of other brands, and is made of nothing said about them', () => {
    const said = [standing('b'), standing('b', 'undeliverable')];
    const nothingSaid = stateIn([]);
    expect(stateIn(said)).toEqual(nothingSaid);
    expect(stateIn([standing('*', 'undeliverable')])).toEqual({ ...nothingSaid, undeliverable: true });
  });

  it('tells an opt-out of a topic that the directory does not know, be it too new or gone', () => {
    expect(stateIn([standing('a/new')]).topics).toMatchObject({ 'a/new': 'suppressed' });
  });

  it('tells an opt-out of a brand that the directory does not know', () => {
    const state = stateIn([standing('a'), standing('a/t')], ['a'], directoryOf({}));
    expect(state).toMatchObject({ promotional: { a: 'suppressed' }, topics: { 'a/t': 'suppressed' } });
  });

  it('never suppresses a transactional topic, whatever was said about it', () => {
    expect(stateIn([standing('a/bill'), standing('*')]).topics).not.toHaveProperty('a/bill');
  });

  it('lets a pause stop mail until it ends', () => {
    expect(stateIn([standing('a', 'paused', { until: NOON + 1 })]).promotional).toEqual({ a: 'suppressed' });
    expect(stateIn([standing('a', 'paused', { until: NOON })]).promotional).toEqual({ a: 'allowed' });
  });
});

describe('preparing items', () => {
  const audience = { brands: ['a'], directory: DIRECTORY };
  const owedTo = (name: string, dueAt: number | null = NOON + 2) => ({
    recipientId: idOf(name),
    entries: [
      { seq: 1, requestedAt: NOON, receivedAt: NOON, dueAt: NOON + 9 },
      { seq: 4, requestedAt: NOON + 1, receivedAt: NOON + 1, dueAt },
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

  it('finds an address unreadable whose key is gone, and the others still readable', async () => {
    const { database, say } = await openWorld();
    await say({ by: 'ada' });
    const other = testKeyring(`other:${Buffer.alloc(32, 1).toString('base64url')}`);
    const prepared = await itemPreparer(database, other)([owedTo('ada')], audience, NOON);
    expect(prepared).toMatchObject([{ kind: 'unsendable', code: 'address_unreadable' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { openTestHeed, TEST_START } from '../heed.testkit.ts';
import { holdFactsOf } from './held-senders.ts';
import { liftedBy } from './held-words.ts';
import { placeHold, watchRan } from './hold.testkit.ts';
import { allHeld, HOLD_REASONS, type HoldFacts, heldFor, heldIn, WATCH_STALE_MILLIS } from './hold.ts';

const NOW = TEST_START;
const row = { sender_id: 'crm', seq: 1, due_at: NOW, since: NOW - 5, reason: 'deadline' };

/** A sender of long ago that the watch has just looked at. */
function facts(more: Partial<HoldFacts> = {}): HoldFacts {
  return { retiredAt: null, createdAt: 0, watchedAt: NOW, holds: [], ...more };
}

const heldAt = (given: HoldFacts, brand = 'clearview', now = NOW) => heldIn(given, { brand, now })?.reason;

describe('a sender', () => {
  it('is held by a hold on all its mail for every brand, by one on a brand for that one alone', () => {
    expect(heldAt(facts())).toBeUndefined();
    expect(heldAt(facts({ holds: [{ ...row, brand: '*' }] }), 'any')).toBe('deadline');
    const oneBrand = facts({ holds: [{ ...row, brand: 'clearview', reason: 'brand' }] });
    expect([heldAt(oneBrand), heldAt(oneBrand, 'harbor')]).toEqual(['brand', undefined]);
  });

  it('is held for good once it is retired, whatever else holds it', () => {
    const retired = facts({ retiredAt: NOW - 1, holds: [{ ...row, brand: '*' }], watchedAt: 0 });
    expect(allHeld(retired, NOW)).toEqual([{ reason: 'retired', since: NOW - 1 }]);
  });

  it('is held when nobody has looked for twelve hours, and a new one from twelve hours after it came', () => {
    const seen = facts({ watchedAt: NOW - WATCH_STALE_MILLIS });
    expect([heldAt(seen), heldAt(seen, 'clearview', NOW + 1)]).toEqual([undefined, 'watch_stopped']);
    const fresh = facts({ watchedAt: 0, createdAt: NOW - WATCH_STALE_MILLIS });
    expect([heldAt(fresh), heldAt(fresh, 'clearview', NOW + 1)]).toEqual([undefined, 'watch_stopped']);
  });

  it('is not judged by a reason this version does not know', () => {
    expect(() => heldAt(facts({ holds: [{ ...row, brand: '*', reason: 'later' }] }))).toThrow('later');
  });

  it('reads the same in one look as in several', async () => {
    const { heed, call, key } = await openTestHeed();
    await call(await key(['setup']), '/v1/brands', { id: 'b', name: 'B', postal_address: '1 Main St' });
    await call(await key(['setup']), '/v1/senders', { id: 'crm', name: 'C', kind: 'feed', brands: ['b'] });
    await watchRan(heed.database, NOW - 7);
    await placeHold(heed.database, { brand: 'b', reason: 'backfill', since: 5, due_at: 11 });
    await placeHold(heed.database, { since: 9 });
    const [sender] = await heed.senders.read();
    const found = await holdFactsOf(heed.database, 'crm');
    if (sender === undefined || found === undefined) throw new Error('there is no sender');
    expect(found).toMatchObject({ watchedAt: NOW - 7, createdAt: NOW, retiredAt: null });
    expect(allHeld(found, NOW).map(({ reason, since }) => [reason, since])).toEqual([
      ['deadline', 9],
      ['backfill', 5],
    ]);
    const question = { brand: 'b', now: NOW };
    expect(heldIn(found, question)).toEqual(await heldFor(heed.database, sender, question));
    expect(await holdFactsOf(heed.database, 'nobody')).toBeUndefined();
  });
});

it('says of every hold what lifts it, and of none that time does', () => {
  const since = NOW;
  const all = [
    ...HOLD_REASONS.map((reason) => ({ reason, since, brand: '*', dueAt: null })),
    { reason: 'retired', since } as const,
    { reason: 'watch_stopped', since } as const,
  ].map(liftedBy);
  expect(new Set(all).size).toBe(all.length);
  expect(all.join(' ')).not.toMatch(/\bafter \d|tomorrow|in \d+ (hours|days)/);
  expect(all.filter((words) => words.includes('heed senders lift-hold'))).toHaveLength(3);
});

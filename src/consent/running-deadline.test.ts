import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MILLIS, NOON, scopeOf } from './ledger.test-kit.ts';
import { runningDueAt } from './running-deadline.ts';

const instant = fc.integer({ min: -400, max: 400 }).map((days) => NOON + days * DAY_MILLIS);
const clocksDue = (dueAt: number) => () => ({ targetAt: dueAt, dueAt, strictDueAt: dueAt });

describe('the deadline an entry runs under', () => {
  it('moves earlier with a policy or a calendar that changes, and never later', () => {
    fc.assert(
      fc.property(instant, instant, instant, (requestedAt, stored, recounted) => {
        const entry = { scope: scopeOf('a'), requestedAt, receivedAt: requestedAt, dueAt: stored };
        const due = runningDueAt(entry, clocksDue(recounted));
        expect(due).toBe(recounted < stored ? recounted : stored);
      }),
    );
  });

  it('is none where no law ran when it was said', () => {
    const entry = { scope: scopeOf('a'), requestedAt: NOON, receivedAt: NOON, dueAt: null };
    expect(runningDueAt(entry, clocksDue(NOON))).toBeNull();
  });
});

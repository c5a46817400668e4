import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JURISDICTION_IDS } from './jurisdiction.ts';
import { DEFAULT_LADDER, type Ladder } from './ladder.ts';
import { HOLD_LEAD_MILLIS, ladderMoments } from './ladder-moments.ts';
import { type BrandPolicy, clocksFor } from './policy.ts';
import { runningDueAt } from './running-due.ts';

const DAY = 86_400_000;

const policies: fc.Arbitrary<BrandPolicy> = fc.record({
  zone: fc.constantFrom(
    'America/New_York',
    'America/St_Johns',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    'Africa/Cairo', // skips midnight itself when its clocks go forward
    'Pacific/Kiritimati',
  ),
  jurisdictions: fc.uniqueArray(fc.constantFrom(...JURISDICTION_IDS), { minLength: 1, maxLength: 4 }),
});
const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2033, 0, 1) });
const ladders: fc.Arbitrary<Ladder> = fc
  .record({ held: fc.integer({ min: 1, max: 8 }), more: fc.integer({ min: 1, max: 8 }) })
  .map(({ held, more }) => ({
    ...DEFAULT_LADDER,
    held_business_days_left: held,
    critical_business_days_left: Math.min(9, held + more),
  }));

describe('the moments of a ladder', () => {
  it('of every law come in order: critical, held at least an hour before it is due, breached', () => {
    fc.assert(
      fc.property(
        ladders,
        policies,
        instants,
        fc.integer({ min: -2 * DAY, max: 20 * DAY }),
        (ladder, policy, requestedAt, wait) => {
          const receivedAt = requestedAt + wait;
          const { dueAt } = clocksFor({ policy, requestedAt, receivedAt });
          const moments = ladderMoments(ladder, policy, { requestedAt, receivedAt, dueAt });
          expect(moments.critical).toBeLessThanOrEqual(moments.held);
          expect(moments.held).toBeLessThanOrEqual(dueAt - HOLD_LEAD_MILLIS);
          expect(moments.breached).toBe(dueAt);
          expect(moments.late).toBeLessThan(moments.at_risk);
          expect(moments.at_risk).toBeLessThanOrEqual(moments.target_missed);
        },
      ),
    );
  });

  it('never hold in the first half of the time, where the time is more than two hours', () => {
    fc.assert(
      fc.property(ladders, policies, instants, (ladder, policy, receivedAt) => {
        const { dueAt } = clocksFor({ policy, requestedAt: receivedAt, receivedAt });
        const clocks = { requestedAt: receivedAt, receivedAt, dueAt };
        const { held, critical } = ladderMoments(ladder, policy, clocks);
        const span = dueAt - receivedAt;
        expect(span).toBeGreaterThan(2 * HOLD_LEAD_MILLIS);
        expect(held - receivedAt).toBeGreaterThanOrEqual(Math.floor(span / 2));
        expect(critical - receivedAt).toBeGreaterThanOrEqual(Math.floor(span / 4));
      }),
    );
  });

  it('come no earlier for a later deadline', () => {
    fc.assert(
      fc.property(
        ladders,
        policies,
        instants,
        fc.integer({ min: -3 * DAY, max: 30 * DAY }),
        fc.integer({ min: 0, max: 9 * DAY }),
        (ladder, policy, receivedAt, due, more) => {
          const momentsAt = (dueAt: number) =>
            ladderMoments(ladder, policy, { requestedAt: receivedAt, receivedAt, dueAt });
          const [earlier, later] = [momentsAt(receivedAt + due), momentsAt(receivedAt + due + more)];
          expect(later.held).toBeGreaterThanOrEqual(earlier.held);
          expect(later.critical).toBeGreaterThanOrEqual(earlier.critical);
        },
      ),
    );
  });
});

describe('a running deadline', () => {
  it('is never later than it was stored, nor than the present policies say', () => {
    fc.assert(
      fc.property(
        fc.array(policies, { maxLength: 3 }),
        policies,
        instants,
        fc.integer({ min: 0, max: 5 * DAY }),
        (present, before, requestedAt, wait) => {
          const receivedAt = requestedAt + wait;
          const { dueAt } = clocksFor({ policy: before, requestedAt, receivedAt });
          const now = runningDueAt({ dueAt, requestedAt, receivedAt }, present);
          expect(now).toBeLessThanOrEqual(dueAt);
          for (const policy of present) {
            expect(now).toBeLessThanOrEqual(clocksFor({ policy, requestedAt, receivedAt }).dueAt);
          }
          expect(runningDueAt({ dueAt, requestedAt, receivedAt }, [before])).toBe(dueAt);
        },
      ),
    );
  });
});

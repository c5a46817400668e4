import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDateAt, REST_DAYS_MAX, readRest, restFor } from './rest.ts';

const NOON = Date.parse('2026-11-22T17:00:00Z');
const ZONE = 'America/New_York';

describe('a pause', () => {
  it('ends when a day begins where the brand is', () => {
    expect(restFor(30, NOON, ZONE)).toBe(Date.parse('2026-12-22T05:00:00Z'));
    expect(readRest('2026-12-22', NOON, ZONE)).toEqual({
      kind: 'until',
      at: Date.parse('2026-12-22T05:00:00Z'),
    });
  });

  it.each([
    ['', 'not_a_date'],
    ['22.12.2026', 'not_a_date'],
    ['2027-02-30', 'not_a_date'],
    ['2026-11-22', 'past'],
    ['1999-01-01', 'past'],
    ['2027-11-24', 'too_far'],
    ['9999-12-31', 'too_far'],
  ])('until "%s" is %s', (text, kind) => {
    expect(readRest(text, NOON, ZONE).kind).toBe(kind);
  });

  it('of any number of days can be typed as the date it ends on', () => {
    const zones = fc.constantFrom('America/New_York', 'Asia/Tokyo', 'Pacific/Auckland', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: REST_DAYS_MAX }), zones, fc.nat(400), (days, zone, later) => {
        const now = NOON + later * 86_400_000;
        const until = restFor(days, now, zone);
        expect(until).toBeGreaterThan(now);
        expect(readRest(isoDateAt(until, zone), now, zone)).toEqual({ kind: 'until', at: until });
      }),
    );
  });
});

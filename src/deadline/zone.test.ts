import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDateAt, firstInstantOf, instantOnWall, isZone, sameDateSpan } from './zone.ts';

const HOUR = 3_600_000;
const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Tokyo',
  'UTC',
];

describe('time zones', () => {
  it.each(['America/New_York', 'Pacific/Auckland', 'US/Eastern', 'UTC'])('knows %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each(['', '-05:00', '+0530', 'Eastern', 'America/New_Yorkk', '2026-01-01T00:00Z[UTC]'])(
    'refuses "%s"',
    (zone) => expect(isZone(zone)).toBe(false),
  );

  it('keeps one civil date all through a span, and the span holds its instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) }),
        fc.constantFrom(...ZONES),
        (at, zone) => {
          const { fromAt, untilAt } = sameDateSpan(at, zone);
          const date = civilDateAt(at, zone).toString();
          expect(fromAt <= at && at < untilAt).toBe(true);
          expect(untilAt - fromAt).toBeLessThanOrEqual(24 * HOUR);
          expect(civilDateAt(fromAt, zone).toString()).toBe(date);
          expect(civilDateAt(untilAt - 1, zone).toString()).toBe(date);
        },
      ),
    );
  });

  it('cuts the span where a date is interrupted by the day before', () => {
    const changeAt = Date.parse('2010-11-07T00:01:00-02:30');
    const at = (minutes: number) => sameDateSpan(changeAt + minutes * 60_000, 'America/St_Johns');
    expect(at(-0.5)).toEqual({ fromAt: changeAt - 60_000, untilAt: changeAt });
    expect(at(0)).toEqual({ fromAt: changeAt, untilAt: changeAt + 59 * 60_000 });
    expect(at(59).fromAt).toBe(changeAt + 59 * 60_000);
  });

  it('starts a date the zone skipped where the next one starts', () => {
    const before = civilDateAt(Date.parse('2011-12-29T12:00:00-10:00'), 'Pacific/Apia');
    const skipped = before.add({ days: 1 });
    expect(firstInstantOf(skipped, 'Pacific/Apia')).toBe(
      firstInstantOf(skipped.add({ days: 1 }), 'Pacific/Apia'),
    );
  });
});

describe('a date and a time on the wall', () => {
  const inNewYork = (text: string) => {
    const at = instantOnWall(text, 'America/New_York');
    return at === undefined ? undefined : new Date(at).toISOString();
  };

  it('is the instant at which clocks in the zone show it', () => {
    expect(inNewYork('2026-11-23T10:30')).toBe('2026-11-23T15:30:00.000Z');
    expect(inNewYork('2026-07-01T10:30:15')).toBe('2026-07-01T14:30:15.000Z');
  });

  it('is the earlier of two, and after the jump where the clock skips it', () => {
    expect(inNewYork('2026-11-01T01:30')).toBe('2026-11-01T05:30:00.000Z');
    expect(inNewYork('2026-03-08T02:30')).toBe('2026-03-08T07:30:00.000Z');
  });

  it.each([
    '',
    'noon',
    '2026-02-30T10:00',
    '2026-11-23',
    '2026-11-23T25:00',
    '2026-11-23T10:30Z',
    '+002026-11-23T10:30',
  ])('is nothing else: %j', (text) => {
    expect(inNewYork(text)).toBeUndefined();
  });
});

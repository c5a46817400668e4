import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isBusinessDay } from './calendar.ts';
import { privacyClocks, twelveMonthsBefore } from './privacy-clocks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEW_YORK = 'America/New_York';

const zones = fc.constantFrom(
  NEW_YORK,
  'America/Los_Angeles',
  'America/Havana',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Europe/London',
  'Pacific/Auckland',
  'UTC',
);
const instants = fc.integer({ min: Date.UTC(2020, 0, 2), max: Date.UTC(2099, 8, 1) });

/** The date on the wall, found without the code under test. */
function wallDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** Why, received, zone, receipt to be confirmed before, answer due before, answer due before when extended. */
const EXAMPLES: [string, string, string, string, string, string][] = [
  [
    'a Monday before Thanksgiving: the holiday moves the first clock and not the others',
    '2026-11-23T10:00:00-05:00',
    NEW_YORK,
    '2026-12-09T05:00:00Z', // through Tuesday 8 December
    '2027-01-07T05:00:00Z', // through 6 January, the 45th day with 23 November as the first
    '2027-02-21T05:00:00Z',
  ],
  [
    'the last minute of a day counts like its first',
    '2026-11-23T23:59:59-05:00',
    NEW_YORK,
    '2026-12-09T05:00:00Z',
    '2027-01-07T05:00:00Z',
    '2027-02-21T05:00:00Z',
  ],
  [
    'the same instant under a Los Angeles policy ends at the midnight there',
    '2026-11-23T23:59:59-05:00',
    'America/Los_Angeles',
    '2026-12-09T08:00:00Z',
    '2027-01-07T08:00:00Z',
    '2027-02-21T08:00:00Z',
  ],
  [
    'clocks that go forward inside the period move every edge to UTC-4',
    '2026-03-02T09:00:00-05:00',
    NEW_YORK,
    '2026-03-17T04:00:00Z',
    '2026-04-16T04:00:00Z',
    '2026-05-31T04:00:00Z',
  ],
  [
    'a Saturday is the first of 45 days, and none of 10',
    '2026-03-07T12:00:00-05:00',
    NEW_YORK,
    '2026-03-21T04:00:00Z',
    '2026-04-21T04:00:00Z',
    '2026-06-05T04:00:00Z',
  ],
];

describe('the clocks of a privacy request', () => {
  it.each(EXAMPLES)('%s', (_, received, zone, acknowledge, answer, extended) => {
    expect(privacyClocks({ receivedAt: Date.parse(received), zone })).toEqual({
      acknowledgeDueAt: Date.parse(acknowledge),
      dueAt: Date.parse(answer),
      extendedDueAt: Date.parse(extended),
    });
  });

  it('leave the 45th and the 90th day whole, the day of receipt being the first', () => {
    fc.assert(
      fc.property(instants, zones, (receivedAt, zone) => {
        const { dueAt, extendedDueAt } = privacyClocks({ receivedAt, zone });
        const firstDay = Date.parse(wallDate(receivedAt, zone));
        const nth = (days: number) => new Date(firstDay + (days - 1) * DAY).toISOString().slice(0, 10);
        expect([wallDate(dueAt - 1, zone), wallDate(dueAt, zone)]).toEqual([nth(45), nth(46)]);
        expect([wallDate(extendedDueAt - 1, zone), wallDate(extendedDueAt, zone)]).toEqual([
          nth(90),
          nth(91),
        ]);
      }),
    );
  });

  it('end the first on a business day with nine others since receipt', () => {
    fc.assert(
      fc.property(instants, zones, (receivedAt, zone) => {
        const { acknowledgeDueAt } = privacyClocks({ receivedAt, zone });
        const last = Temporal.PlainDate.from(wallDate(acknowledgeDueAt - 1, zone));
        expect(isBusinessDay('us-federal', last)).toBe(true);
        let day = Temporal.PlainDate.from(wallDate(receivedAt, zone));
        let business = 0;
        while (Temporal.PlainDate.compare(day, last) < 0) {
          day = day.add({ days: 1 });
          if (isBusinessDay('us-federal', day)) business += 1;
        }
        expect(business).toBe(10);
      }),
    );
  });

  it('come in their order, and never earlier for a later request', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 5 * DAY }), zones, (receivedAt, later, zone) => {
        const first = privacyClocks({ receivedAt, zone });
        const second = privacyClocks({ receivedAt: receivedAt + later, zone });
        expect(receivedAt).toBeLessThan(first.acknowledgeDueAt);
        expect(first.acknowledgeDueAt).toBeLessThan(first.dueAt);
        expect(first.dueAt).toBeLessThan(first.extendedDueAt);
        expect(second.acknowledgeDueAt).toBeGreaterThanOrEqual(first.acknowledgeDueAt);
        expect(second.dueAt).toBeGreaterThanOrEqual(first.dueAt);
        expect(second.extendedDueAt).toBeGreaterThanOrEqual(first.extendedDueAt);
      }),
    );
  });
});

describe('twelve months before', () => {
  it.each([
    ['2026-11-23T10:00:00-05:00', '2025-11-23T10:00:00-05:00'],
    ['2027-03-20T10:00:00-04:00', '2026-03-20T10:00:00-04:00'],
    ['2028-02-29T10:00:00-05:00', '2027-02-28T10:00:00-05:00'],
  ])('%s is the same time on the wall a year earlier', (at, before) => {
    expect(twelveMonthsBefore(Date.parse(at), NEW_YORK)).toBe(Date.parse(before));
  });
});

import { allForYear } from '@18f/us-federal-holidays';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { CALENDAR_IDS, isBusinessDay } from './calendar.ts';
import {
  BOUNDARIES,
  COUNT_MODES,
  type Deadline,
  type DeadlineRefusal,
  deadline,
  type Rule,
  strictRule,
} from './count.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones with clock changes at midnight, of half an hour, across the date line, and with none. */
const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Atlantic/Azores',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Auckland',
  'UTC',
];

const aRule = (difference: Partial<Rule> = {}): Rule => ({
  calendar: 'us-federal',
  days: 10,
  count: 'after',
  boundary: 'end-of-day',
  ...difference,
});

const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 11, 30) });
const rules: fc.Arbitrary<Rule> = fc.record({
  calendar: fc.constantFrom(...CALENDAR_IDS),
  days: fc.integer({ min: 1, max: 30 }),
  count: fc.constantFrom(...COUNT_MODES),
  boundary: fc.constantFrom(...BOUNDARIES),
});

function counted(receivedAt: number, zone: string, rule: Rule): Deadline {
  const outcome = deadline({ receivedAt, zone, rule });
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The date on the wall, by the runtime's own formatter: the second derivation knows nothing of Temporal. */
function wallDate(at: number, zone: string): string {
  const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const formatter = formatters.get(zone) ?? new Intl.DateTimeFormat('en-CA', options);
  formatters.set(zone, formatter);
  return formatter.format(at);
}

const observed = new Set(
  Array.from({ length: 103 }, (_, index) =>
    allForYear(2000 + index).map(({ dateString }) => dateString),
  ).flat(),
);

/** Counts day by day on plain strings, then looks for the edge by quarters of an hour. */
function naiveDeadline(receivedAt: number, zone: string, rule: Rule): Deadline {
  const dateText = (at: number) => new Date(at).toISOString().slice(0, 10);
  const counts = (at: number) => {
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay());
    if (rule.calendar === 'calendar-days') return true;
    return !isWeekend && !(rule.calendar === 'us-federal' && observed.has(dateText(at)));
  };
  let dayAt = Date.parse(wallDate(receivedAt, zone));
  let numbered = rule.count === 'inclusive' && counts(dayAt) ? 1 : 0;
  while (numbered < rule.days) {
    dayAt += DAY;
    if (counts(dayAt)) numbered += 1;
  }
  const forbiddenDayAt = rule.boundary === 'end-of-day' ? dayAt + DAY : dayAt;
  let edgeAt = forbiddenDayAt - 16 * HOUR;
  while (wallDate(edgeAt, zone) < dateText(forbiddenDayAt)) edgeAt += HOUR / 4;
  return { deadlineDate: dateText(dayAt), firstForbiddenAt: edgeAt };
}

describe('counting a deadline', () => {
  it('agrees with counting day by day and looking for midnight by quarters of an hour', () => {
    fc.assert(
      fc.property(
        instants,
        zones,
        rules.filter((rule) => rule.calendar !== 'ca-federal'),
        (receivedAt, zone, rule) => {
          expect(counted(receivedAt, zone, rule)).toMatchObject(naiveDeadline(receivedAt, zone, rule));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never lands on a day off', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const { deadlineDate } = counted(receivedAt, zone, rule);
        expect(isBusinessDay(rule.calendar, Temporal.PlainDate.from(deadlineDate))).toBe(true);
      }),
    );
  });

  it('never gives a later request an earlier deadline', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 10 * DAY }),
        zones,
        rules,
        (receivedAt, later, zone, rule) => {
          const first = counted(receivedAt, zone, rule);
          const second = counted(Math.min(receivedAt + later, Date.UTC(2099, 11, 30)), zone, rule);
          expect(second.firstForbiddenAt).toBeGreaterThanOrEqual(first.firstForbiddenAt);
          expect(second.deadlineDate >= first.deadlineDate).toBe(true);
        },
      ),
    );
  });

  it('puts the end of the last day one local day after its start, be it 23, 24 or 25 hours', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const start = counted(receivedAt, zone, { ...rule, boundary: 'start-of-day' });
        const end = counted(receivedAt, zone, { ...rule, boundary: 'end-of-day' });
        const { hoursInDay } = Temporal.PlainDate.from(start.deadlineDate).toZonedDateTime(zone);
        expect(end.deadlineDate).toBe(start.deadlineDate);
        expect(end.firstForbiddenAt - start.firstForbiddenAt).toBe(hoursInDay * HOUR);
      }),
    );
  });

  it('counts inclusive never later than after', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const inclusive = counted(receivedAt, zone, { ...rule, count: 'inclusive' });
        const after = counted(receivedAt, zone, { ...rule, count: 'after' });
        expect(inclusive.firstForbiddenAt).toBeLessThanOrEqual(after.firstForbiddenAt);
      }),
    );
  });

  it('counts strictly never later than with holidays', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const strict = counted(receivedAt, zone, strictRule(rule));
        expect(strict.firstForbiddenAt).toBeLessThanOrEqual(counted(receivedAt, zone, rule).firstForbiddenAt);
      }),
    );
  });

  it('gives one more day a later deadline', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const more = counted(receivedAt, zone, { ...rule, days: rule.days + 1 });
        expect(more.deadlineDate > counted(receivedAt, zone, rule).deadlineDate).toBe(true);
      }),
    );
  });

  it('treats every instant of a civil day alike', () => {
    fc.assert(
      fc.property(instants, zones, rules, (receivedAt, zone, rule) => {
        const day = Temporal.Instant.fromEpochMilliseconds(receivedAt).toZonedDateTimeISO(zone).startOfDay();
        const atDawn = counted(day.epochMilliseconds, zone, rule);
        const atDusk = counted(day.add({ days: 1 }).startOfDay().epochMilliseconds - 1, zone, rule);
        expect(atDusk).toEqual(atDawn);
        expect(counted(receivedAt, zone, rule)).toEqual(atDawn);
      }),
    );
  });

  it('counts a starting day off like the day after it, whichever way it counts', () => {
    const saturdayAt = Date.parse('2026-11-21T12:00:00-05:00');
    const inclusive = counted(saturdayAt, 'America/New_York', aRule({ count: 'inclusive' }));
    expect(inclusive).toEqual(counted(saturdayAt, 'America/New_York', aRule()));
  });

  it('ends on the day of receipt when one inclusive day is given on a business day', () => {
    const fridayAt = Date.parse('2026-11-20T12:00:00-05:00');
    expect(counted(fridayAt, 'America/New_York', aRule({ days: 1, count: 'inclusive' }))).toMatchObject({
      deadlineDate: '2026-11-20',
      firstForbiddenAt: Date.parse('2026-11-21T05:00:00Z'),
    });
  });

  it('begins the forbidden day when the clock jumps over midnight', () => {
    // In São Paulo 4 November 2018 began at 01:00; the last allowed day is Saturday 3 November.
    const receivedAt = Date.parse('2018-11-02T12:00:00-03:00');
    const rule = aRule({ calendar: 'calendar-days', days: 1 });
    expect(counted(receivedAt, 'America/Sao_Paulo', rule)).toMatchObject({
      deadlineDate: '2018-11-03',
      firstForbiddenAt: Date.parse('2018-11-04T03:00:00Z'),
    });
  });

  it('begins the forbidden day at the first of two midnights, and believes the wall between them', () => {
    // St. John's, 7 November 2010: at 00:01 the clock went back to 23:01 of the 6th.
    const rule = aRule({ calendar: 'calendar-days', days: 1 });
    const secondEveningAt = Date.parse('2010-11-06T23:30:00-03:30');
    expect(counted(secondEveningAt, 'America/St_Johns', rule).deadlineDate).toBe('2010-11-07');
    const eveningBeforeAt = Date.parse('2010-11-05T23:30:00-02:30');
    expect(counted(eveningBeforeAt, 'America/St_Johns', rule)).toMatchObject({
      deadlineDate: '2010-11-06',
      firstForbiddenAt: Date.parse('2010-11-07T00:00:00-02:30'),
    });
  });

  it('answers, for receipts in the last days of 2099, with deadlines in 2100', () => {
    const receivedAt = Date.parse('2099-12-31T23:59:59.999-05:00');
    expect(counted(receivedAt, 'America/New_York', aRule()).deadlineDate).toBe('2100-01-15');
  });

  it.each<[string, number, string, Partial<Rule>, DeadlineRefusal]>([
    ['1999 on the wall, 2000 in UTC', Date.UTC(2000, 0, 1, 4), 'America/New_York', {}, 'YEAR_OUT_OF_RANGE'],
    [
      '2100 on the wall, 2099 in UTC',
      Date.UTC(2099, 11, 31, 12),
      'Pacific/Auckland',
      {},
      'YEAR_OUT_OF_RANGE',
    ],
    ['no number', Number.NaN, 'UTC', {}, 'YEAR_OUT_OF_RANGE'],
    ['the end of time', Infinity, 'UTC', {}, 'YEAR_OUT_OF_RANGE'],
    ['an unknown zone', Date.UTC(2026, 0, 1), 'Mars/Olympus', {}, 'ZONE_UNKNOWN'],
    ['an offset for a zone', Date.UTC(2026, 0, 1), '-05:00', {}, 'ZONE_UNKNOWN'],
    ['zero days', Date.UTC(2026, 0, 1), 'UTC', { days: 0 }, 'DAYS_OUT_OF_RANGE'],
    ['half a day', Date.UTC(2026, 0, 1), 'UTC', { days: 0.5 }, 'DAYS_OUT_OF_RANGE'],
    ['more than a year', Date.UTC(2026, 0, 1), 'UTC', { days: 367 }, 'DAYS_OUT_OF_RANGE'],
  ])('refuses %s as a value, without throwing', (_, receivedAt, zone, difference, code) => {
    expect(deadline({ receivedAt, zone, rule: aRule(difference) })).toEqual({ kind: 'refused', code });
  });
});

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { caFederalHoliday, easterSunday } from './ca-federal.ts';
import { isBusinessDay } from './calendar.ts';

const holiday = (date: string) => caFederalHoliday(Temporal.PlainDate.from(date));
const isCounted = (date: string) => isBusinessDay('ca-federal', Temporal.PlainDate.from(date));

/** Gauss's rule with the constants of 1900 to 2099 and its two exceptions: a second way to the same Sunday. */
function easterByGauss(year: number): string {
  const moon = (19 * (year % 19) + 24) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
  const isException = sunday === 6 && (moon === 29 || (moon === 28 && year % 19 > 10));
  const daysAfter22March = moon + sunday - (isException ? 7 : 0);
  return Temporal.PlainDate.from({ year, month: 3, day: 22 }).add({ days: daysAfter22March }).toString();
}

describe('the Canadian federal calendar', () => {
  it('finds the Easter that a second rule finds, from 2000 to 2099', () => {
    const years = Array.from({ length: 100 }, (_, index) => 2000 + index);
    expect(years.map((year) => easterSunday(year).toString())).toEqual(years.map(easterByGauss));
  });

  it.each(['2008-03-23', '2026-04-05', '2038-04-25', '2049-04-18', '2076-04-19'])(
    'puts Easter on %s',
    (date) => {
      expect(easterSunday(Temporal.PlainDate.from(date).year).toString()).toBe(date);
    },
  );

  it('keeps the days of the Interpretation Act in 2026', () => {
    const named = Array.from({ length: 365 }, (_, index) =>
      Temporal.PlainDate.from('2026-01-01').add({ days: index }),
    ).flatMap((day) => {
      const name = caFederalHoliday(day);
      return name === undefined ? [] : [`${day.toString()} ${name}`];
    });
    expect(named).toEqual([
      "2026-01-01 New Year's Day",
      '2026-04-03 Good Friday',
      '2026-04-06 Easter Monday',
      '2026-05-18 Victoria Day',
      '2026-07-01 Canada Day',
      '2026-09-07 Labour Day',
      '2026-09-30 National Day for Truth and Reconciliation',
      '2026-10-12 Thanksgiving Day',
      '2026-11-11 Remembrance Day',
      '2026-12-25 Christmas Day',
    ]);
  });

  it('moves Canada Day alone off a Sunday', () => {
    // 1 July 2029 and 30 September 2029 are Sundays; so is 11 November 2029.
    expect(holiday('2029-07-01')).toBeUndefined();
    expect(holiday('2029-07-02')).toBe('Canada Day');
    expect(isCounted('2029-10-01')).toBe(true);
    expect(isCounted('2029-11-12')).toBe(true);
  });

  it('moves no holiday off a Saturday', () => {
    // 1 July 2028 and 1 January 2028 are Saturdays.
    expect(isCounted('2028-06-30')).toBe(true);
    expect(isCounted('2028-07-03')).toBe(true);
    expect(isCounted('2027-12-31')).toBe(true);
    expect(isCounted('2028-01-03')).toBe(true);
  });

  it('keeps Victoria Day on the last Monday before 25 May', () => {
    expect(['2026-05-18', '2027-05-24', '2028-05-22'].map(holiday)).toEqual(
      Array.from({ length: 3 }, () => 'Victoria Day'),
    );
    expect(isCounted('2026-05-25')).toBe(true);
  });

  it('knows the Day for Truth and Reconciliation from 2021 on', () => {
    expect(isCounted('2020-09-30')).toBe(true);
    expect(isCounted('2021-09-30')).toBe(false);
  });

  it.each([
    ['Boxing Day', '2024-12-26'],
    ['Family Day', '2026-02-16'],
    ['the Civic Holiday', '2026-08-03'],
    ['the mourning for the Queen', '2022-09-19'],
  ])('counts %s (%s) as a business day', (_, date) => expect(isCounted(date)).toBe(true));

  it('takes Saturdays and Sundays out', () => {
    expect(['2026-11-21', '2026-11-22'].map(isCounted)).toEqual([false, false]);
  });
});

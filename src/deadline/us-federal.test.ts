import { allForYear } from '@18f/us-federal-holidays';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isBusinessDay } from './calendar.ts';
import { usFederalHoliday } from './us-federal.ts';

const holiday = (date: string) => usFederalHoliday(Temporal.PlainDate.from(date));

describe('the US federal calendar', () => {
  it('agrees with an independent calendar on every weekday from 2000 to 2099', () => {
    // 2100 is asked too, because its New Year's Day could be kept on the last day of 2099.
    const years = Array.from({ length: 101 }, (_, index) => 2000 + index);
    const observed = new Set(years.flatMap((year) => allForYear(year).map(({ dateString }) => dateString)));
    const differing: string[] = [];
    for (
      let day = Temporal.PlainDate.from('2000-01-01'), end = Temporal.PlainDate.from('2100-01-01');
      !day.equals(end);
      day = day.add({ days: 1 })
    ) {
      const expected = day.dayOfWeek < 6 && !observed.has(day.toString());
      if (isBusinessDay('us-federal', day) !== expected) differing.push(day.toString());
    }
    expect(differing).toEqual([]);
  });

  it('keeps all eleven holidays of 2026', () => {
    const kept = [
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ];
    expect(kept.map(holiday)).toEqual([
      "New Year's Day",
      'Birthday of Martin Luther King, Jr.',
      "Washington's Birthday",
      'Memorial Day',
      'Juneteenth National Independence Day',
      'Independence Day',
      'Labor Day',
      'Columbus Day',
      'Veterans Day',
      'Thanksgiving Day',
      'Christmas Day',
    ]);
  });

  it.each(['2010-12-31', '2021-12-31', '2027-12-31', '2032-12-31', '2099-01-01'])(
    'keeps New Year on %s',
    (date) => expect(holiday(date)).toBe("New Year's Day"),
  );

  it.each([
    ['2022-06-20', 'Juneteenth National Independence Day'],
    ['2027-07-05', 'Independence Day'],
    ['2028-01-17', 'Birthday of Martin Luther King, Jr.'],
    ['2033-12-26', 'Christmas Day'],
  ])('keeps a Sunday holiday on Monday %s', (date, name) => expect(holiday(date)).toBe(name));

  it('knows Juneteenth from 2021 on, and not before', () => {
    expect(holiday('2020-06-19')).toBeUndefined();
    expect(holiday('2016-06-20')).toBeUndefined();
    expect(holiday('2021-06-18')).toBe('Juneteenth National Independence Day');
  });

  it.each([
    ['Inauguration Day', '2025-01-21'],
    ['Inauguration Day', '2033-01-20'],
    ['Inauguration Day', '2037-01-20'],
    ['a closure by executive order', '2024-12-24'],
    ['a closure by executive order', '2025-01-09'],
    ['a closure by executive order', '2025-12-26'],
    ['the day after Thanksgiving', '2026-11-27'],
  ])('counts %s (%s) as a business day', (_, date) => {
    expect(isBusinessDay('us-federal', Temporal.PlainDate.from(date))).toBe(true);
  });
});

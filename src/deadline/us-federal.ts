import type { Temporal } from 'temporal-polyfill';

type DatedHoliday = { name: string; month: number; day: number; yearMin?: number };

/** The nth given weekday of a month always falls in the same seven days of it: `dayMin` to `dayMin + 6`. */
type WeekdayHoliday = { name: string; month: number; dayOfWeek: number; dayMin: number };

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;

// 5 USC 6103(a). The rule of today is applied to every year; Juneteenth alone is younger than 2000.
const DATED: readonly DatedHoliday[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  // Public Law 117-17 of 17 June 2021; first observed on Friday 18 June 2021.
  { name: 'Juneteenth National Independence Day', month: 6, day: 19, yearMin: 2021 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Christmas Day', month: 12, day: 25 },
];

const BY_WEEKDAY: readonly WeekdayHoliday[] = [
  { name: 'Birthday of Martin Luther King, Jr.', month: 1, dayOfWeek: MONDAY, dayMin: 15 },
  { name: "Washington's Birthday", month: 2, dayOfWeek: MONDAY, dayMin: 15 },
  { name: 'Memorial Day', month: 5, dayOfWeek: MONDAY, dayMin: 25 },
  { name: 'Labor Day', month: 9, dayOfWeek: MONDAY, dayMin: 1 },
  { name: 'Columbus Day', month: 10, dayOfWeek: MONDAY, dayMin: 8 },
  { name: 'Thanksgiving Day', month: 11, dayOfWeek: THURSDAY, dayMin: 22 },
];

/**
 * Names the federal holiday that keeps offices closed on this date, or nothing.
 *
 * A holiday on a Saturday is also kept on the Friday before (5 USC 6103(b)(1)), be it in the year before: 1 January
 * 2028 closes 31 December 2027. One on a Sunday is also kept on the Monday after (E.O. 11582 §3). Inauguration Day
 * (5 USC 6103(c)) concerns the Washington area alone and closures by executive order stand outside 6103: both are
 * left out, which can only make a deadline earlier.
 */
export function usFederalHoliday(date: Temporal.PlainDate): string | undefined {
  return (
    BY_WEEKDAY.find((holiday) => fallsInWeek(holiday, date))?.name ??
    datedHoliday(date) ??
    (date.dayOfWeek === FRIDAY ? datedHoliday(date.add({ days: 1 })) : undefined) ??
    (date.dayOfWeek === MONDAY ? datedHoliday(date.subtract({ days: 1 })) : undefined)
  );
}

function fallsInWeek(holiday: WeekdayHoliday, date: Temporal.PlainDate): boolean {
  return (
    date.month === holiday.month &&
    date.dayOfWeek === holiday.dayOfWeek &&
    date.day >= holiday.dayMin &&
    date.day < holiday.dayMin + 7
  );
}

function datedHoliday(date: Temporal.PlainDate): string | undefined {
  return DATED.find(
    ({ month, day, yearMin = 0 }) => date.month === month && date.day === day && date.year >= yearMin,
  )?.name;
}

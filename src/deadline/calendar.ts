import type { Temporal } from 'temporal-polyfill';
import { caFederalHoliday } from './ca-federal.ts';
import { usFederalHoliday } from './us-federal.ts';

/** The calendars a deadline can be counted in. `calendar-days` counts every day, `weekdays` knows no holiday. */
export const CALENDAR_IDS = ['us-federal', 'ca-federal', 'weekdays', 'calendar-days'] as const;
export type CalendarId = (typeof CALENDAR_IDS)[number];

const SATURDAY = 6;

/**
 * Tells whether this date counts in this calendar.
 *
 * Neither CAN-SPAM (15 USC 7702) nor CASL defines "business day"; practice is Monday to Friday less federal holidays.
 */
export function isBusinessDay(calendar: CalendarId, date: Temporal.PlainDate): boolean {
  if (calendar === 'calendar-days') return true;
  return date.dayOfWeek < SATURDAY && holidayOn(calendar, date) === undefined;
}

/** Names the holiday this calendar keeps on this date, or nothing. Says nothing about weekends. */
export function holidayOn(calendar: CalendarId, date: Temporal.PlainDate): string | undefined {
  switch (calendar) {
    case 'us-federal':
      return usFederalHoliday(date);
    case 'ca-federal':
      return caFederalHoliday(date);
    case 'weekdays':
    case 'calendar-days':
      return undefined;
  }
}

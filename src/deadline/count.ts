import type { Temporal } from 'temporal-polyfill';
import { type CalendarId, isBusinessDay } from './calendar.ts';
import { civilDateAt, firstInstantOf, isZone } from './zone.ts';

/** `after`: the starting day is day 0. `inclusive`: it is day 1, if it counts in the calendar at all. */
export const COUNT_MODES = ['after', 'inclusive'] as const;
export type CountMode = (typeof COUNT_MODES)[number];

/** `end-of-day`: the last day is still allowed. `start-of-day`: the last day is already forbidden. */
export const BOUNDARIES = ['end-of-day', 'start-of-day'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

/** How many days of which calendar someone has, and which edge of the last day ends it. */
export type Rule = { calendar: CalendarId; days: number; count: CountMode; boundary: Boundary };

/** No statute gives zero days, and zero would let a deadline fall on a day off. */
export const DAYS_MIN = 1;
/** A year of calendar days, leap day included: above every statutory count, and it keeps the count short. */
export const DAYS_MAX = 366;

/** The years whose calendars are tested day by day. The clock starts in one of them; it may run out just after. */
export const YEAR_MIN = 2000;
export const YEAR_MAX = 2099;

/** `deadlineDate` is a civil date in the zone, `YYYY-MM-DD`; `firstForbiddenAt` is epoch milliseconds. */
export type Deadline = { deadlineDate: string; firstForbiddenAt: number };

export type DeadlineRefusal = 'ZONE_UNKNOWN' | 'DAYS_OUT_OF_RANGE' | 'YEAR_OUT_OF_RANGE';
export type DeadlineOutcome = ({ kind: 'counted' } & Deadline) | { kind: 'refused'; code: DeadlineRefusal };

// Temporal has no instants beyond this; it also turns NaN away.
const INSTANT_MILLIS_MAX = 8.64e15;

/**
 * Counts a rule from the instant a request came in (epoch milliseconds), on the civil calendar of the zone.
 *
 * The first forbidden instant is a local midnight, so 15 USC 7704(a)(4)(A)(i), "more than 10 business days after
 * receipt", is broken from that instant on and not a millisecond before. It answers a refusal, and never throws, for a
 * zone it does not know, for days outside 1 to 366, and for a receipt outside the years 2000 to 2099.
 */
export function deadline(options: { receivedAt: number; zone: string; rule: Rule }): DeadlineOutcome {
  const { receivedAt, zone, rule } = options;
  if (!isZone(zone)) return { kind: 'refused', code: 'ZONE_UNKNOWN' };
  if (!Number.isInteger(rule.days) || rule.days < DAYS_MIN || rule.days > DAYS_MAX) {
    return { kind: 'refused', code: 'DAYS_OUT_OF_RANGE' };
  }
  if (!(Math.abs(receivedAt) <= INSTANT_MILLIS_MAX)) return { kind: 'refused', code: 'YEAR_OUT_OF_RANGE' };
  const date = civilDateAt(Math.floor(receivedAt), zone);
  if (date.year < YEAR_MIN || date.year > YEAR_MAX) return { kind: 'refused', code: 'YEAR_OUT_OF_RANGE' };
  const last = lastDay(date, rule);
  return {
    kind: 'counted',
    deadlineDate: last.toString(),
    firstForbiddenAt: firstForbiddenInstant(last, zone, rule.boundary),
  };
}

/** Finds the nth day of the rule, counted from a starting date. Expects a whole number of days, at least one. */
export function lastDay(start: Temporal.PlainDate, rule: Rule): Temporal.PlainDate {
  const { calendar, days, count } = rule;
  let day = start;
  let left = count === 'inclusive' && isBusinessDay(calendar, start) ? days - 1 : days;
  while (left > 0) {
    // A date a zone skipped whole (Apia, 30 December 2011) counts like any other, which errs on the early side.
    day = day.add({ days: 1 });
    if (isBusinessDay(calendar, day)) left -= 1;
  }
  return day;
}

/** Gives the first instant (epoch milliseconds) at which a rule ending on this day is broken. Follows clock changes. */
export function firstForbiddenInstant(last: Temporal.PlainDate, zone: string, boundary: Boundary): number {
  return firstInstantOf(boundary === 'end-of-day' ? last.add({ days: 1 }) : last, zone);
}

/**
 * Gives the same rule without its holidays. "Business day" is undefined in CAN-SPAM and CASL, so a court may accept no
 * list of holidays; the strict deadline is the one that stands even then. It is never later than the rule's own.
 */
export function strictRule(rule: Rule): Rule {
  return rule.calendar === 'calendar-days' ? rule : { ...rule, calendar: 'weekdays' };
}

import { Temporal } from 'temporal-polyfill';
import { firstForbiddenInstant, lastDay, type Rule } from './count.ts';
import { civilDateAt } from './zone.ts';

/** By when a privacy request must be seen to: first forbidden instants, epoch ms. */
export interface PrivacyClocks {
  /** Its receipt is to be confirmed before this: 11 CCR 7021(a), 10 business days. */
  readonly acknowledgeDueAt: number;
  /** It is to be answered before this: 11 CCR 7021(b), 45 calendar days. */
  readonly dueAt: number;
  /** The same where the person was told of an extension, and why, before `dueAt`: 90 calendar days in all. */
  readonly extendedDueAt: number;
}

const ACKNOWLEDGE: Rule = { calendar: 'us-federal', days: 10, count: 'after', boundary: 'end-of-day' };
// 11 CCR 7021(b): the period begins "on the day that the business receives the request", so that day is day 1.
const ANSWER: Rule = { calendar: 'calendar-days', days: 45, count: 'inclusive', boundary: 'end-of-day' };
const ANSWER_EXTENDED: Rule = { ...ANSWER, days: 90 };

/**
 * Starts the clocks of a privacy request at the instant it came in (epoch ms), confirmed or not: 11 CCR 7021(b) gives no
 * more time for verifying. The days are those of the brand's policy zone. It answers for every instant a calendar has.
 */
export function privacyClocks({ receivedAt, zone }: { receivedAt: number; zone: string }): PrivacyClocks {
  const start = civilDateAt(receivedAt, zone);
  const endOf = (rule: Rule) => firstForbiddenInstant(lastDay(start, rule), zone, rule.boundary);
  return {
    acknowledgeDueAt: endOf(ACKNOWLEDGE),
    dueAt: endOf(ANSWER),
    extendedDueAt: endOf(ANSWER_EXTENDED),
  };
}

/**
 * The instant (epoch ms) twelve months before another, by the calendar of the zone: Civ. Code 1798.130(b) counts requests
 * to know over a twelve-month period. Of 29 February it is 28 February.
 */
export function twelveMonthsBefore(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).subtract({ months: 12 })
    .epochMilliseconds;
}

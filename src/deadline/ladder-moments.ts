import type { Temporal } from 'temporal-polyfill';
import { type CalendarId, isBusinessDay } from './calendar.ts';
import { JURISDICTIONS } from './jurisdiction.ts';
import type { Ladder, Step } from './ladder.ts';
import type { BrandPolicy } from './policy.ts';
import { civilDateAt, firstInstantOf } from './zone.ts';

/** The clocks of what waits longest, epoch ms. */
export interface RunningClocks {
  readonly requestedAt: number;
  readonly receivedAt: number;
  /** The first forbidden instant. */
  readonly dueAt: number;
  /**
   * When this service first held it, where that was after the request: `late` counts from here, so that what was asked
   * for by telephone on Monday and entered on Thursday is not cried over at once.
   */
  readonly recordedAt?: number | undefined;
}

/** The instant (epoch ms) at which each step begins. */
export type Moments = Readonly<Record<Step, number>>;

const MINUTE_MILLIS = 60_000;
/** The latest a hold begins before the deadline: time for every gate and every cached answer to learn of it. */
export const HOLD_LEAD_MILLIS = 60 * MINUTE_MILLIS;

/**
 * When each step of the ladder begins. `late`, `at_risk` and `target_missed` follow the request. `critical` and `held` begin
 * with the first instant, in the brand's zone, of the day from which on so many business days are left before the first
 * forbidden day; where the policy's laws keep different calendars, the earliest of their answers counts.
 *
 * A short deadline leaves no room for that: `critical` never begins in the first quarter of the time between receipt and
 * deadline, `held` never in its first half. Whatever else, `held` begins an hour before `dueAt` at the latest, and
 * `critical` not after `held`. A later deadline never makes either begin earlier.
 */
export function ladderMoments(ladder: Ladder, policy: BrandPolicy, clocks: RunningClocks): Moments {
  const { receivedAt, dueAt } = clocks;
  // What is said to be asked for after it was received counts from receipt, as in clocksFor.
  const sentAt = Math.min(clocks.requestedAt, receivedAt);
  const after = (start: number, minutes: number) => start + minutes * MINUTE_MILLIS;
  const used = (share: number) => Math.floor(receivedAt + (dueAt - receivedAt) * share);
  const left = (days: number) => knownDaysLeft(days, policy, dueAt);
  const heldAt = Math.min(
    Math.max(left(ladder.held_business_days_left), used(1 / 2)),
    dueAt - HOLD_LEAD_MILLIS,
  );
  const criticalAt = Math.min(Math.max(left(ladder.critical_business_days_left), used(1 / 4)), heldAt);
  return {
    late: after(Math.max(sentAt, clocks.recordedAt ?? sentAt), ladder.late_after_minutes),
    at_risk: after(sentAt, ladder.at_risk_after_minutes),
    target_missed: after(sentAt, ladder.target_missed_after_minutes),
    critical: criticalAt,
    held: heldAt,
    breached: dueAt,
  };
}

// Asked again for every sender, brand and step at every run of the watch, and deadlines are midnights: there are few.
const KNOWN_MAX = 4_096;
const known = new Map<string, number>();

/** `businessDaysLeft`, remembered: calendar arithmetic is what a run of the watch would mostly consist of. */
function knownDaysLeft(days: number, policy: BrandPolicy, dueAt: number): number {
  const key = `${days} ${dueAt} ${policy.zone} ${policy.jurisdictions.join()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = businessDaysLeft(days, policy, dueAt);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, found);
  return found;
}

/** The first instant from which on `days` business days are left before the first forbidden day. */
function businessDaysLeft(days: number, { zone, jurisdictions }: BrandPolicy, dueAt: number): number {
  const forbidden = civilDateAt(dueAt, zone);
  const calendars = new Set(jurisdictions.map((id) => JURISDICTIONS[id].rule.calendar));
  return Math.min(
    ...[...calendars].map((calendar) => firstInstantOf(businessDaysBefore(forbidden, calendar, days), zone)),
  );
}

function businessDaysBefore(
  date: Temporal.PlainDate,
  calendar: CalendarId,
  days: number,
): Temporal.PlainDate {
  let day = date;
  let left = days;
  while (left > 0) {
    day = day.subtract({ days: 1 });
    if (isBusinessDay(calendar, day)) left -= 1;
  }
  return day;
}

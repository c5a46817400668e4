import { Temporal } from 'temporal-polyfill';

const DAY_MILLIS = 86_400_000;

/** A stretch of time, epoch milliseconds: `fromAt` is in it, `untilAt` is not. */
export type Span = { fromAt: number; untilAt: number };

/**
 * Tells whether this is the name of a time zone this runtime knows, such as `America/New_York`.
 *
 * A bare offset such as `-05:00` is refused: it would keep the wrong midnight for half of every year.
 */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    // Asking and being refused is the only way to know: the runtime's list leaves out names it accepts.
    return false;
  }
}

/** Gives the date on the calendar on the wall in this zone at this instant (epoch milliseconds). */
export function civilDateAt(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

/**
 * Gives the first instant (epoch milliseconds) of a date in this zone: midnight, the moment the clock jumps to where
 * midnight is skipped, and the earlier of the two where midnight strikes twice.
 */
export function firstInstantOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

// What a browser sends of a date and a time: HTML's local date and time, of today's calendar.
const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;

/**
 * The instant (epoch milliseconds) at which clocks on the wall in this zone show a date and time such as
 * `2026-11-23T14:30`: the earlier one where they show it twice, that after the jump where they skip it. Undefined where the
 * text is no date and time.
 */
export function instantOnWall(text: string, zone: string): number | undefined {
  if (!WALL.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    // A day or an hour that is in no calendar, such as February 30.
    return undefined;
  }
}

/**
 * Gives a stretch around this instant in which the civil date in this zone is the same throughout.
 *
 * It is the civil day cut at clock changes. Without the cut it could be wrong: St. John's used to set its clock back
 * at 00:01, so a date began, gave way to the day before for an hour, and began again.
 */
export function sameDateSpan(at: number, zone: string): Span {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const offsetMillis = here.offsetNanoseconds / 1e6;
  const midnightAt = Math.floor((at + offsetMillis) / DAY_MILLIS) * DAY_MILLIS - offsetMillis;
  // "previous" means strictly before, and a change at this very instant has to be found too.
  const changedAt = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds;
  const changesAt = here.getTimeZoneTransition('next')?.epochMilliseconds;
  return {
    fromAt: Math.max(midnightAt, changedAt ?? -Infinity),
    untilAt: Math.min(midnightAt + DAY_MILLIS, changesAt ?? Infinity),
  };
}

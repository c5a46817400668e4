import { civilDateAt } from '../deadline/zone.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// Keeps a number and its unit on one line.
const GAP = '\u00a0';

// From which length on, in which steps a duration is told: always within a tenth of it.
const STEPS: readonly (readonly [from: number, step: number])[] = [
  [10 * DAY, DAY],
  [DAY, HOUR],
  [10 * MINUTE, MINUTE],
  [10 * SECOND, SECOND],
  [SECOND, SECOND / 10],
];

/**
 * A duration in words: `52 ms`, `3.4 s`, `12 min`, `2 h 5 min`, `3 days`. Rounded up, because a latency must never look
 * shorter than it was: at most a tenth too long, never too short. What is below zero (a clock that stepped) counts as none.
 */
export function humanDuration(millis: number): string {
  if (!(millis > 0)) return `under 1${GAP}ms`;
  const step = STEPS.find(([from]) => millis >= from)?.[1] ?? 1;
  const rounded = Math.ceil(millis / step) * step;
  if (rounded < SECOND) return join([rounded, 'ms']);
  if (rounded < 10 * SECOND) return `${(rounded / SECOND).toFixed(1)}${GAP}s`;
  if (rounded < MINUTE) return join([rounded / SECOND, 's']);
  if (rounded < HOUR) return join([rounded / MINUTE, 'min'], [(rounded % MINUTE) / SECOND, 's']);
  if (rounded < DAY) return join([rounded / HOUR, 'h'], [(rounded % HOUR) / MINUTE, 'min']);
  const days = Math.floor(rounded / DAY);
  return join([days, days === 1 ? 'day' : 'days'], [(rounded % DAY) / HOUR, 'h']);
}

function join(...parts: readonly (readonly [number, string])[]): string {
  return parts
    .map(([value, unit]) => [Math.floor(value), unit] as const)
    .filter(([value], index) => index === 0 || value > 0)
    .map(([value, unit]) => `${value}${GAP}${unit}`)
    .join(' ');
}

/** A count with its thousands apart: `12,480`. */
export function humanCount(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}

/** Parts per 10,000 as a percentage: `0.43%`, `12.5%`, `143%`. It says 100% only when all of the time is used. */
export function humanShare(parts: number): string {
  if (!(parts >= 1)) return 'under 0.01%';
  if (parts < 100) return `${(Math.floor(parts) / 100).toFixed(2)}%`;
  return `${Math.floor(parts / 10) / 10}%`;
}

/** The last day on which something may still happen that is forbidden from `dueAt` on, in the zone's calendar. */
export interface LastDay {
  /** `2026-12-08` */
  readonly iso: string;
  /** `December 8` */
  readonly short: string;
  /** `December 8, 2026` */
  readonly long: string;
}

/** Names the last day before an instant (epoch ms), as the calendar on the wall in this zone has it. */
export function lastDayBefore(dueAt: number, zone: string): LastDay {
  const at = dueAt - 1;
  const words = (year: 'numeric' | undefined) =>
    new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year, timeZone: zone }).format(at);
  return { iso: civilDateAt(at, zone).toString(), short: words(undefined), long: words('numeric') };
}

/** An instant (epoch ms) to the second, with its zone: `December 8, 2026 at 2:02:05 PM UTC`. */
export function humanInstant(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long', timeZone: zone }).format(at);
}

/** The same to the minute and without its year, for lists of what was not long ago: `Dec 8, 2:02 PM`. */
export function briefInstant(at: number, zone: string): string {
  const parts = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en', { ...parts, timeZone: zone }).format(at);
}

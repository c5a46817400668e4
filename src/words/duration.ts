import type { Language } from './language.ts';

/** A length of time in whole units, in a language's own words: `30 minutes`, `1 day`. */
export function lengthOfTime(language: Language, value: number, unit: 'minute' | 'day'): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { unit: 'day', millis: DAY },
  { unit: 'hour', millis: HOUR },
  { unit: 'minute', millis: MINUTE },
  { unit: 'second', millis: SECOND },
] as const;

/**
 * A latency in ms, short, for a table: `340 ms`, `3.4 sec`, `41 sec`, `2.5 min`. Rounded up, because it must never look
 * shorter than it was: at most a tenth too long. What is not above zero (a clock that stepped) counts as 1 ms.
 */
export function shortLatency(language: Language, millis: number): string {
  const { unit, millis: size } = UNITS.find((step) => millis >= step.millis) ?? {
    unit: 'millisecond',
    millis: 1,
  };
  const count = Math.max(1, millis) / size;
  const value = count < 10 && size > 1 ? Math.ceil(count * 10) / 10 : Math.ceil(count);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

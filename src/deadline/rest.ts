import { Temporal } from 'temporal-polyfill';
import { civilDateAt, firstInstantOf } from './zone.ts';

/** The longest a pause may be chosen for: whoever wants more wants an end. */
export const REST_DAYS_MAX = 366;

/** When a pause of so many days ends: the first instant (epoch ms) of that day in the brand's zone. */
export function restFor(days: number, now: number, zone: string): number {
  return firstInstantOf(civilDateAt(now, zone).add({ days }), zone);
}

/** A day somebody typed as the end of a pause, or what is wrong with it. */
export type RestOutcome =
  | { readonly kind: 'until'; readonly at: number }
  | { readonly kind: 'not_a_date' | 'past' | 'too_far' };

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD`, what a date field sends: a day after today in the brand's zone and at most `REST_DAYS_MAX` away. */
export function readRest(text: string, now: number, zone: string): RestOutcome {
  const [, year, month, day] = ISO_DATE.exec(text.trim()) ?? [];
  if (year === undefined) return { kind: 'not_a_date' };
  const fields = { year: Number(year), month: Number(month), day: Number(day) };
  const today = civilDateAt(now, zone);
  try {
    const date = Temporal.PlainDate.from(fields, { overflow: 'reject' });
    if (Temporal.PlainDate.compare(date, today) <= 0) return { kind: 'past' };
    if (Temporal.PlainDate.compare(date, today.add({ days: REST_DAYS_MAX })) > 0) return { kind: 'too_far' };
    return { kind: 'until', at: firstInstantOf(date, zone) };
  } catch {
    return { kind: 'not_a_date' }; // such as the 31st of February
  }
}

/** The day of an instant as a date field writes it, `YYYY-MM-DD`. */
export function isoDateAt(at: number, zone: string): string {
  return civilDateAt(at, zone).toString();
}

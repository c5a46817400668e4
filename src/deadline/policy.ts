import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { firstForbiddenInstant, lastDay, strictRule, YEAR_MAX, YEAR_MIN } from './count.ts';
import { type ClockStart, JURISDICTION_IDS, JURISDICTIONS } from './jurisdiction.ts';
import { civilDateAt, isZone } from './zone.ts';

/** Gmail expects one-click opt-outs to be honoured within 48 hours; Yahoo requires it within 2 days. */
export const TARGET_HOURS = 48;

/** By whose law and by whose midnight a brand counts. Refuses unknown zones and an empty list of laws. */
export const brandPolicySchema = z.strictObject({
  zone: z
    .string()
    .refine(isZone, { error: 'Not a time zone name. Use one such as America/New_York.' })
    .default('America/New_York'),
  jurisdictions: z
    .array(z.enum(JURISDICTION_IDS))
    .min(1, { error: 'Name at least one jurisdiction.' })
    .default(['us-can-spam']),
});
export type BrandPolicy = z.infer<typeof brandPolicySchema>;

/** The policy of a brand that has said nothing. */
export const DEFAULT_BRAND_POLICY: BrandPolicy = brandPolicySchema.parse({});

/** When an opt-out should be (`targetAt`), must be (`dueAt`) and had better be (`strictDueAt`) everywhere, epoch milliseconds. */
export type Clocks = { targetAt: number; dueAt: number; strictDueAt: number };

/** When the person made the request and when the brand first held it, epoch milliseconds. */
export type ClockInput = { policy: BrandPolicy; requestedAt: number; receivedAt: number };

/** The legal part of the clocks: what the laws that start with the same event allow. */
export type Due = Pick<Clocks, 'dueAt' | 'strictDueAt'>;

/** Finds the earliest due instants among the laws of a policy whose clock starts with this event at this instant. */
export type DueFrom = (options: { policy: BrandPolicy; clockStart: ClockStart; startedAt: number }) => Due;

const TARGET_MILLIS = TARGET_HOURS * 3_600_000;
const CLOCK_STARTS: readonly ClockStart[] = ['received', 'sent'];
const FIRST_DATE = new Temporal.PlainDate(YEAR_MIN, 1, 1);
const LAST_DATE = new Temporal.PlainDate(YEAR_MAX, 12, 31);

/**
 * Starts the clocks of an opt-out. `dueAt` is the earliest first-forbidden instant among all laws of the policy,
 * `strictDueAt` the same with no holiday left out, `targetAt` 48 hours after the request.
 *
 * A request said to be made after it was received counts from receipt: a clock set wrong must not buy time. Whatever
 * date it is given it answers, so that a strange date never costs an opt-out: a start outside the years 2000 to 2099
 * counts from the nearest day inside. It throws only for what `brandPolicySchema` refuses and for what is no instant.
 */
export function clocksFor(input: ClockInput): Clocks {
  return clocksWith(dueFrom, input);
}

/** Does what `clocksFor` promises with the given way to find due instants, so that a cache can stand in. */
export function clocksWith(findDue: DueFrom, { policy, requestedAt, receivedAt }: ClockInput): Clocks {
  const sentAt = Math.min(requestedAt, receivedAt);
  let dueAt = Infinity;
  let strictDueAt = Infinity;
  for (const clockStart of CLOCK_STARTS) {
    if (!policy.jurisdictions.some((id) => JURISDICTIONS[id].clockStart === clockStart)) continue;
    const startedAt = clockStart === 'sent' ? sentAt : receivedAt;
    const due = findDue({ policy, clockStart, startedAt });
    dueAt = Math.min(dueAt, due.dueAt);
    strictDueAt = Math.min(strictDueAt, due.strictDueAt);
  }
  if (dueAt === Infinity) throw new RangeError('A brand policy names at least one jurisdiction.');
  return { targetAt: sentAt + TARGET_MILLIS, dueAt, strictDueAt };
}

/** The plain `DueFrom`: counts every law of the policy anew. Depends on the instant only through its civil date. */
export const dueFrom: DueFrom = ({ policy, clockStart, startedAt }) => {
  const start = clampDate(civilDateAt(startedAt, policy.zone));
  const rules = policy.jurisdictions
    .map((id) => JURISDICTIONS[id])
    .filter((jurisdiction) => jurisdiction.clockStart === clockStart)
    .map((jurisdiction) => jurisdiction.rule);
  const earliest = (candidates: typeof rules) =>
    Math.min(
      ...candidates.map((rule) => firstForbiddenInstant(lastDay(start, rule), policy.zone, rule.boundary)),
    );
  return { dueAt: earliest(rules), strictDueAt: earliest(rules.map(strictRule)) };
};

/**
 * Gives the earliest of each clock, for a decision about several brands at once (scope `*`); nothing for no clocks.
 * Also the way to recompute a stored deadline: `earliestClocks([stored, recomputed])` can only move it earlier.
 */
export function earliestClocks(clocks: readonly Clocks[]): Clocks | undefined {
  if (clocks.length === 0) return undefined;
  return clocks.reduce((earliest, next) => ({
    targetAt: Math.min(earliest.targetAt, next.targetAt),
    dueAt: Math.min(earliest.dueAt, next.dueAt),
    strictDueAt: Math.min(earliest.strictDueAt, next.strictDueAt),
  }));
}

function clampDate(date: Temporal.PlainDate): Temporal.PlainDate {
  if (Temporal.PlainDate.compare(date, FIRST_DATE) < 0) return FIRST_DATE;
  if (Temporal.PlainDate.compare(date, LAST_DATE) > 0) return LAST_DATE;
  return date;
}

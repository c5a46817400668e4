import { z } from 'zod';

/**
 * The steps of trouble at a sender, from the mildest to the gravest. `late`: past the sender's own objective. `at_risk`,
 * `target_missed`: so long after it was asked for. `critical`, `held`: so many business days left. `breached`: past due.
 */
export const STEPS = ['late', 'at_risk', 'target_missed', 'critical', 'held', 'breached'] as const;
export type Step = (typeof STEPS)[number];

const minutes = (min: number, max: number) => z.number().int().min(min).max(max);
/** How often an open step is told again; null: once. */
const repeats = z.number().int().min(5).max(10_080).nullable();

const DAY_MINUTES = 1_440;

/**
 * A whole ladder. Minutes count from the request, days are business days left before the deadline. What may be chosen is
 * bounded so that no choice can come too late: 48 hours are what Gmail and Yahoo wait, and the hold cannot be switched off.
 */
export const ladderSchema = z
  .strictObject({
    late_after_minutes: minutes(1, DAY_MINUTES),
    at_risk_after_minutes: minutes(2, 2 * DAY_MINUTES),
    target_missed_after_minutes: minutes(3, 2 * DAY_MINUTES),
    critical_business_days_left: z.number().int().min(2).max(9),
    held_business_days_left: z.number().int().min(1).max(8),
    repeat_minutes: z.strictObject({
      late: repeats,
      at_risk: repeats,
      target_missed: repeats,
      critical: repeats,
      held: repeats,
      breached: repeats,
    }),
  })
  .refine((ladder) => ladder.late_after_minutes < ladder.at_risk_after_minutes, {
    path: ['at_risk_after_minutes'],
    error: 'At risk comes after late.',
  })
  .refine((ladder) => ladder.at_risk_after_minutes < ladder.target_missed_after_minutes, {
    path: ['target_missed_after_minutes'],
    error: 'A missed target comes after at risk.',
  })
  .refine((ladder) => ladder.critical_business_days_left > ladder.held_business_days_left, {
    path: ['held_business_days_left'],
    error: 'The hold comes after critical: give it fewer business days left.',
  });
export type Ladder = z.output<typeof ladderSchema>;

/** What a brand that has said nothing climbs. */
export const DEFAULT_LADDER: Ladder = {
  late_after_minutes: 15,
  at_risk_after_minutes: DAY_MINUTES,
  target_missed_after_minutes: 2 * DAY_MINUTES,
  critical_business_days_left: 3,
  held_business_days_left: 1,
  repeat_minutes: {
    late: null,
    at_risk: DAY_MINUTES,
    target_missed: 720,
    critical: 240,
    held: 60,
    breached: 60,
  },
};

/** What a brand or a sender wants different: the rest is as below it (sender over brand over default). */
export const ladderChangesSchema = z
  .strictObject({ ...ladderSchema.shape, repeat_minutes: ladderSchema.shape.repeat_minutes.partial() })
  .partial();
export type LadderChanges = z.output<typeof ladderChangesSchema>;

/** The ladder that results, or what is wrong with it: each problem names the step and the rule. */
export type LadderOutcome =
  | { readonly kind: 'ladder'; readonly ladder: Ladder }
  | {
      readonly kind: 'refused';
      readonly problems: readonly { readonly path: string; readonly message: string }[];
    };

/** Lays changes over each other, the later over the earlier, and checks the whole. */
export function ladderOf(...changes: readonly (LadderChanges | null)[]): LadderOutcome {
  const merged = changes.reduce<LadderChanges>(laidOver, DEFAULT_LADDER);
  const parsed = ladderSchema.safeParse(merged);
  if (parsed.success) return { kind: 'ladder', ladder: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return { kind: 'refused', problems };
}

/** Changes over changes: what the upper ones say nothing about stays as it is below. */
export function laidOver(below: LadderChanges, above: LadderChanges | null): LadderChanges {
  return { ...below, ...above, repeat_minutes: { ...below.repeat_minutes, ...above?.repeat_minutes } };
}

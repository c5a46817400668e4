import { STEPS, type Step } from '../deadline/ladder.ts';
import type { HoldRow, IncidentRow } from '../store/schema.ts';
import type { Cause, Climbed } from './cause.ts';
import { closingOf } from './closing.ts';
import type { Holdable } from './kept-due.ts';
import { type IncidentKind, isStep, kindOf, needsAPerson } from './kinds.ts';

/** One thing that has to be written, in a commit of its own. */
export type Change =
  /** With the holds that begin with it. */
  | {
      readonly kind: 'open';
      readonly incident: IncidentKind;
      readonly cause: Cause;
      readonly holds: readonly Holdable[];
    }
  /** A breach that had recovered and waited for its explanation is a breach again. */
  | { readonly kind: 'relapse'; readonly incident: IncidentRow; readonly cause: Cause }
  | { readonly kind: 'repeat'; readonly incident: IncidentRow; readonly cause: Cause }
  | { readonly kind: 'recover'; readonly incident: IncidentRow; readonly waiting: number }
  /** Recovered and explained by two writers that did not see each other. */
  | { readonly kind: 'close'; readonly incident: IncidentRow }
  | { readonly kind: 'hold'; readonly holdable: Holdable }
  | { readonly kind: 'lift'; readonly hold: HoldRow };

/** What is known of a sender when it is decided what to write. */
export interface Circumstances {
  readonly climbed: Climbed;
  /** Its last code, which may call for a person. */
  readonly refused: Cause | undefined;
  /** True when the sender's last code is a success, so that a refusal is over. */
  readonly accepts: boolean;
  /** How many wait. */
  readonly total: number;
  readonly incidents: readonly IncidentRow[];
  readonly holds: readonly HoldRow[];
  readonly attestedSeq: number;
  /** The entries, of those incidents and holds are about, that no longer wait. */
  readonly settled: ReadonlySet<number>;
  readonly now: number;
}

/**
 * Pure: what has to be written about a sender. A step opens when it has begun; it recovers when the entry it was opened for
 * no longer waits and the step has not begun for what waits now. A hold is lifted under the same two conditions, or by an
 * attestation. So neither time, nor a clock that stepped back, nor a milder policy ends anything.
 */
export function decide(given: Circumstances): Change[] {
  const lifted = given.holds.filter((hold) => isLiftable(given, hold));
  const holding = given.climbed.holding;
  // One whose entry is settled, while another of the same brand has begun to hold, is placed anew for that one.
  const replaced = lifted.filter(({ brand }) => holding.some((one) => one.brand === brand));
  const gone = lifted.filter((hold) => !replaced.includes(hold));
  const placed = holding.filter(
    ({ brand }) =>
      !given.holds.some((hold) => hold.brand === brand) || replaced.some((hold) => hold.brand === brand),
  );
  const stillHeld = holding.length > 0 || given.holds.length > gone.length;
  const opens = openings(given);
  const holdsOpen = opens.some(({ incident }) => incident === 'held');
  return [
    ...opens.map((open) => (open.incident === 'held' ? { ...open, holds: placed } : open)),
    ...(holdsOpen ? [] : placed.map((holdable): Change => ({ kind: 'hold', holdable }))),
    ...gone.map((hold): Change => ({ kind: 'lift', hold })),
    ...repetitions(given),
    ...endings(given, stillHeld),
  ];
}

/** Whether what a hold is about has been taken, or somebody has answered for it. */
function isLiftable({ settled, attestedSeq }: Circumstances, { seq }: HoldRow): boolean {
  return settled.has(seq) || attestedSeq >= seq;
}

type Opening = Extract<Change, { kind: 'open' }>;

function openings({ climbed, refused, incidents }: Circumstances): Opening[] {
  const begun: [IncidentKind, Cause][] = [...climbed.steps];
  if (refused !== undefined) begun.push(['refused', refused]);
  return begun
    .filter(([kind]) => !incidents.some((incident) => incident.kind === kind))
    .map(([incident, cause]) => ({ kind: 'open', incident, cause, holds: [] }));
}

/** A breach that relapses, and the gravest open step where its time to be told again has come. */
function repetitions({ climbed, incidents, now }: Circumstances): Change[] {
  const breach = incidents.find(({ kind }) => kind === 'breached');
  const again = climbed.steps.get('breached');
  if (breach !== undefined && breach.recovered_at !== null && again !== undefined) {
    return [{ kind: 'relapse', incident: breach, cause: again }];
  }
  const open = incidents.filter(({ recovered_at }) => recovered_at === null);
  const gravest = STEPS.toReversed().find((step) => open.some(({ kind }) => kind === step));
  const incident = open.find(({ kind }) => kind === gravest);
  const cause = gravest && climbed.steps.get(gravest);
  if (incident === undefined || cause === undefined || !isToBeRepeated(incident, cause, now)) return [];
  return [{ kind: 'repeat', incident, cause }];
}

/** Whether an incident is to be told again. What lies further ahead than a whole interval was set by a wrong clock. */
export function isToBeRepeated(
  { next_notice_at: next }: Pick<IncidentRow, 'next_notice_at'>,
  { repeatMinutes }: Pick<Cause, 'repeatMinutes'>,
  now: number,
): boolean {
  if (repeatMinutes === null || next === null) return false;
  return next <= now || next > now + repeatMinutes * 60_000;
}

function endings(given: Circumstances, stillHeld: boolean): Change[] {
  return given.incidents.flatMap((incident): Change[] => {
    if (incident.recovered_at !== null) {
      const relapses = incident.kind === 'breached' && given.climbed.steps.has('breached');
      const over = closingOf(incident, given.now) !== undefined;
      return over && !relapses ? [{ kind: 'close', incident }] : [];
    }
    const { kind: text } = incident;
    const kind = kindOf(text);
    const over = isStep(kind)
      ? isStepOver(given, kind, incident, stillHeld)
      : kind === 'refused' && given.accepts;
    return over ? [{ kind: 'recover', incident, waiting: given.total }] : [];
  });
}

function isStepOver(
  { climbed, settled, attestedSeq }: Circumstances,
  step: Step,
  { seq }: IncidentRow,
  stillHeld: boolean,
): boolean {
  if (climbed.steps.has(step)) return false;
  if (step === 'held') return !stillHeld && (settled.has(seq) || attestedSeq >= seq);
  return settled.has(seq);
}

/** What a refusal is about; undefined where the last code calls for nobody. */
export function refusedCause(
  { last_code: code, cursor_seq: seq }: { readonly last_code: string | null; readonly cursor_seq: number },
  waiting: number,
): Cause | undefined {
  if (!needsAPerson(code)) return undefined;
  return { seq, requestedAt: null, dueAt: null, waiting, code, brand: null, repeatMinutes: null };
}

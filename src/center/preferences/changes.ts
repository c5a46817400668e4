import { brandOf, brandScope, EVERYTHING, type Scope, topicOf } from '../../consent/scope.ts';
import { readRest, restFor } from '../../deadline/rest.ts';
import type { BrandChoices } from './choices.ts';
import type { PauseChoice, PreferenceForm, Tick } from './form.ts';

/** Something the person wants to be different from how it stands. `until` in epoch ms. */
export type Wish =
  | { readonly kind: 'opt_out' | 'opt_in'; readonly scope: Scope }
  | { readonly kind: 'pause' | 'resume'; readonly scope: Scope; readonly until: number };

/** Why something that was ticked is not started. */
export interface Left {
  /** `kept`: stopped elsewhere since the page was opened. `gone`: the topic no longer exists. `old`: the link may only stop. */
  readonly kind: 'kept' | 'gone' | 'old';
  readonly scope: Scope;
}

/** What is wrong with the date of a pause. */
export type PauseProblem = 'missing' | 'not_a_date' | 'past' | 'too_far';

export interface Changes {
  readonly wishes: readonly Wish[];
  readonly left: readonly Left[];
  readonly pauseProblem?: PauseProblem | undefined;
}

export interface Circumstances {
  /** What stands now, for the brands this link may change; the first is the page's own. */
  readonly current: readonly BrandChoices[];
  /** False where the link is too old to start anything. */
  readonly mayStart: boolean;
  /** True where the link was just mailed, and so may change whatever concerns every brand. */
  readonly proven: boolean;
  readonly now: number;
}

/**
 * Pure: what a form asks to be changed. A box left empty is a stop, whatever it was when the page was opened. A tick is
 * a start only where the person set it themselves: a page opened before they stopped elsewhere starts nothing again.
 * With a wrong date, stops are kept and everything else waits for the mended form.
 */
export function changesOf(form: PreferenceForm, circumstances: Circumstances): Changes {
  const { current } = circumstances;
  const allowed = form.ticks.filter(({ scope }) => current.some(({ brand }) => brand.id === brandOf(scope)));
  const stops = current.flatMap((choices) => stopsOf(choices, allowed));
  const started = allowed.filter(({ ticked }) => ticked).flatMap((tick) => startOf(tick, circumstances));
  const paused = pauseOf(form.pause, circumstances);
  const left = started.filter(isLeft);
  if (paused.problem !== undefined) return { wishes: stops, left, pauseProblem: paused.problem };
  const starts = started.filter((one): one is Wish => !isLeft(one));
  return { wishes: [...stops, ...starts, ...paused.wishes], left };
}

function isLeft(one: Wish | Left): one is Left {
  return one.kind === 'kept' || one.kind === 'gone' || one.kind === 'old';
}

/** The stops of one brand: topic by topic, or the brand as a whole where nothing of it was left ticked. */
function stopsOf({ brand, choices }: BrandChoices, ticks: readonly Tick[]): Wish[] {
  const own = ticks.filter(({ scope }) => brandOf(scope) === brand.id);
  const emptied = own.filter(({ ticked }) => !ticked);
  const stopped = emptied.filter(({ scope, shown }) => {
    const known = choices.find((choice) => choice.scope === scope);
    return known === undefined ? shown : known.wanted;
  });
  if (stopped.length === 0) return [];
  const sawAll = choices.every(({ scope }) => emptied.some((tick) => tick.scope === scope));
  if (sawAll && emptied.length === own.length) return [{ kind: 'opt_out', scope: brandScope(brand.id) }];
  return stopped.map(({ scope }) => ({ kind: 'opt_out', scope }));
}

function startOf({ scope, shown }: Tick, { current, mayStart }: Circumstances): (Wish | Left)[] {
  const known = current.flatMap(({ choices }) => choices).find((choice) => choice.scope === scope);
  if (known?.wanted) return [];
  if (shown) return known === undefined ? [] : [{ kind: 'kept', scope }];
  // A brand that had no topics when the page was opened is still there when it has some.
  if (known === undefined && topicOf(scope) !== undefined) return [{ kind: 'gone', scope }];
  return [{ kind: mayStart ? 'opt_in' : 'old', scope }];
}

interface PauseWishes {
  readonly wishes: readonly Wish[];
  readonly problem?: PauseProblem;
}

/** The days of the pauses that need no date. */
export const PAUSE_CHOICES: readonly (readonly [string, number])[] = [
  ['30', 30],
  ['60', 60],
  ['90', 90],
];

const NO_PAUSE: PauseWishes = { wishes: [] };

/** The pause of the page's own brand. */
function pauseOf({ choice, date }: PauseChoice, circumstances: Circumstances): PauseWishes {
  const { current, mayStart, now } = circumstances;
  const [own] = current;
  if (own === undefined) return NO_PAUSE;
  const scope = brandScope(own.brand.id);
  const { zone } = own.brand.policy;
  if (choice === 'end') {
    if (own.pause === undefined || !mayEnd(own, circumstances)) return NO_PAUSE;
    return { wishes: [{ kind: 'resume', scope: own.pause.scope, until: now }] };
  }
  const days = PAUSE_CHOICES.find(([value]) => value === choice)?.[1];
  const pausedUntil = (until: number): PauseWishes =>
    !mayStart && until < (own.pause?.until ?? 0) ? NO_PAUSE : { wishes: [{ kind: 'pause', scope, until }] };
  if (days !== undefined) return pausedUntil(restFor(days, now, zone));
  if (choice !== 'date') return NO_PAUSE;
  if (date.trim() === '') return { wishes: [], problem: 'missing' };
  const rest = readRest(date, now, zone);
  return rest.kind === 'until' ? pausedUntil(rest.at) : { wishes: [], problem: rest.kind };
}

/** Ending a pause gives mail back; one of every brand is ended only by a link that may change every brand. */
export function mayEnd(
  { pause }: BrandChoices,
  { mayStart, proven }: Pick<Circumstances, 'mayStart' | 'proven'>,
): boolean {
  return pause !== undefined && mayStart && (pause.scope !== EVERYTHING || proven);
}

import type { ChangeItem, Connector, ItemOutcome, PushOutcome } from '../senders/connectors/connector.ts';
import { isWorthSplitting } from '../senders/connectors/connector.ts';
import { itemsJson } from '../senders/connectors/items-json.ts';
import { SETTINGS_UNREADABLE } from '../senders/registry.ts';
import type { Pace } from './backoff.ts';
import { isOver } from './slice.ts';

/**
 * What became of one item: taken, refused (then it is parked), or still owed because its request failed. `named`: the
 * system rejected this very item. Otherwise the refusal was asked to be repeated or was found by halving, and then the
 * system as a whole may be what is wrong.
 */
export type ItemFate =
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'refused';
      readonly status: 'rejected' | 'retry';
      readonly code: string;
      readonly named: boolean;
    }
  | { readonly kind: 'owed' };

/** Why a request failed, and how to come back. */
export interface Failure {
  readonly code: string;
  readonly pace: Pace;
  readonly retryAfterMillis?: number | undefined;
}

/** One fate per item, in order; `failure` is the first request that failed as a whole. */
export interface Pushed {
  readonly fates: readonly ItemFate[];
  readonly failure?: Failure | undefined;
  /** True when somebody is set aside because the system failed on them alone: more of the kind may be right behind. */
  readonly foundOut?: boolean | undefined;
}

/** What every request of a delivery shares. */
export interface PushContext {
  readonly connector: Connector;
  readonly sender: { readonly id: string; readonly settings: unknown };
  /** Failures in a row before this push. */
  readonly attempt: number;
  readonly now: () => number;
  /** Names a request by its content, the items' JSON, so that a repeat of the same content has the same name. */
  readonly batchId: (content: string) => string;
  /** Asked before each request: false when no more may be sent, because the lease is lost or the process stops. */
  readonly mayGoOn: () => Promise<boolean>;
  /** Epoch ms, at most a slice ahead: no round of requests begins later, but for the first. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
}

// Enough to keep a fast receiver busy while the next body is made; a slow one sees at most this many at once.
export const REQUESTS_AT_ONCE_MAX = 4;
// So often in a row a system that takes nothing is believed to be sick as a whole. After that, whoever it does not take
// is parked, so that those behind them get their turn: about half a minute, see backoff.ts.
export const SICK_ATTEMPTS_MAX = 5;

/**
 * Pushes items, in ascending `seq`, in requests of the connector's size, a few at a time. Never throws for what a sender
 * answers. What was not sent any more, because something failed, the time was up or `mayGoOn` said no, stays owed.
 */
export async function pushItems(items: readonly ChangeItem[], context: PushContext): Promise<Pushed> {
  const size = context.connector.itemsMax;
  const requests: ChangeItem[][] = [];
  for (let from = 0; from < items.length; from += size) requests.push(items.slice(from, from + size));

  let pushed: Pushed = { fates: [] };
  for (let from = 0; from < requests.length; from += REQUESTS_AT_ONCE_MAX) {
    const round = requests.slice(from, from + REQUESTS_AT_ONCE_MAX);
    // A failure ends the delivery: a sick sender is not sent the rest. And a slow one gives its place to others in time.
    const over = pushed.failure !== undefined || (from > 0 && isOver(context.until, context.now()));
    const results = over
      ? round.map(notSent)
      : await Promise.all(round.map((request) => pushOne(request, context)));
    pushed = judged(merged([pushed, ...results]), context.attempt);
  }
  return pushed;
}

/** One request, halved as far as the system's answer asks for it. */
export async function pushOne(items: readonly ChangeItem[], context: PushContext): Promise<Pushed> {
  if (!(await context.mayGoOn())) return notSent(items);
  const outcome = await outcomeOf(items, context);
  if (outcome.kind === 'answered') {
    return { fates: items.map((item, index) => fateOf(item, outcome.outcomes[index])) };
  }
  if (isWorthSplitting(outcome)) return pushHalves(items, outcome.code, context);
  const { code, pace, retryAfterMillis } = outcome;
  return { fates: items.map(() => ({ kind: 'owed' })), failure: { code, pace, retryAfterMillis } };
}

// Only a person can bring the key back.
const UNTRIED: PushOutcome = { kind: 'failed', code: 'settings_unreadable', pace: 'slow' };

async function outcomeOf(items: readonly ChangeItem[], context: PushContext): Promise<PushOutcome> {
  const { connector, sender, now, batchId, signal } = context;
  const { id, settings } = sender;
  if (settings === SETTINGS_UNREADABLE) return UNTRIED;
  try {
    const content = itemsJson(items);
    return await connector.push({
      sender: id,
      settings,
      items,
      itemsJson: content,
      // The request's own span, so that the same items always make the same body.
      fromSeq: items[0]?.seq ?? 0,
      toSeq: items.at(-1)?.seq ?? 0,
      batchId: batchId(content),
      now: now(),
      signal,
    });
  } catch {
    // A connector answers with values; one that throws has a bug, and what it choked on may be in the error's text. The
    // other requests of the round go on, and the sender is tried again like any that failed.
    return { kind: 'failed', code: 'connector_broken', pace: 'normal' };
  }
}

/** An answer counts for the item it names; an item without one was not taken. */
function fateOf(item: ChangeItem, answer: ItemOutcome | undefined): ItemFate {
  if (answer?.seq !== item.seq) {
    return { kind: 'refused', status: 'retry', code: 'not_answered', named: false };
  }
  if (!('code' in answer)) return { kind: 'taken' };
  const { status, code } = answer;
  return { kind: 'refused', status, code, named: status === 'rejected' };
}

/**
 * The request was refused without naming an item: halve it until the item that is at fault stands alone. When the time is up
 * it is enough that somebody was taken: so a slow answer costs time and not progress.
 */
async function pushHalves(items: readonly ChangeItem[], code: string, context: PushContext): Promise<Pushed> {
  if (items.length <= 1) {
    return { fates: items.map(() => ({ kind: 'refused', status: 'rejected', code, named: false })) };
  }
  const middle = Math.ceil(items.length / 2);
  const first = await pushOne(items.slice(0, middle), context);
  const rest = items.slice(middle);
  const known = isOver(context.until, context.now()) && first.fates.some(({ kind }) => kind === 'taken');
  const over = first.failure !== undefined || known;
  return merged([first, over ? notSent(rest) : await pushOne(rest, context)]);
}

/**
 * A system that takes nothing, and names nobody it would never take, is sick as a whole: nobody is parked for that, and
 * it is tried again later. Only when it stays so are those it refused set aside.
 */
export function judged(pushed: Pushed, attempt: number): Pushed {
  const refused = pushed.fates.filter((fate) => fate.kind === 'refused');
  const [doubtful] = refused;
  const believed = refused.some(({ named }) => named) || pushed.fates.some(({ kind }) => kind === 'taken');
  if (doubtful === undefined || believed) return pushed;
  const failure: Failure = pushed.failure ?? { code: doubtful.code, pace: 'normal' };
  const patient = attempt < SICK_ATTEMPTS_MAX;
  const fates = pushed.fates.map((fate): ItemFate => {
    if (fate.kind !== 'refused') return fate;
    return patient ? { kind: 'owed' } : { ...fate, status: 'retry' };
  });
  return { fates, failure };
}

/** What comes of items that are not sent at all. */
export function notSent(items: readonly ChangeItem[]): Pushed {
  return { fates: items.map(() => ({ kind: 'owed' })) };
}

/** Several outcomes as one, in order. */
export function merged(results: readonly Pushed[]): Pushed {
  return {
    fates: results.flatMap(({ fates }) => fates),
    failure: results.find(({ failure }) => failure)?.failure,
  };
}

import type { ChangeItem, Connector } from '../senders/connectors/connector.ts';
import { isWorthSplitting } from '../senders/connectors/connector.ts';
import type { Pace } from './backoff.ts';

/** What became of one item: taken, refused (then it is parked), or still owed because its request failed. */
export type ItemFate =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly status: 'rejected' | 'retry'; readonly code: string }
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
}

/** What every request of a delivery shares. */
export interface PushContext {
  readonly connector: Connector;
  readonly sender: { readonly id: string; readonly settings: unknown };
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly now: () => number;
  /** Names a request by its content, so that a repeat of the same content has the same name. */
  readonly batchId: (items: readonly ChangeItem[]) => string;
  readonly signal?: AbortSignal | undefined;
}

// Enough to keep a fast receiver busy while the next body is made; a slow one sees at most this many at once.
const REQUESTS_AT_ONCE_MAX = 4;

/** Pushes items in requests of the connector's size, a few at a time, and never throws for what a sender answers. */
export async function pushItems(items: readonly ChangeItem[], context: PushContext): Promise<Pushed> {
  const size = context.connector.itemsMax;
  const requests: ChangeItem[][] = [];
  for (let from = 0; from < items.length; from += size) requests.push(items.slice(from, from + size));

  const results: Pushed[] = [];
  for (let from = 0; from < requests.length; from += REQUESTS_AT_ONCE_MAX) {
    const round = requests.slice(from, from + REQUESTS_AT_ONCE_MAX);
    // A failure ends the delivery: a sick sender is not sent the rest.
    if (results.some(({ failure }) => failure)) results.push(...round.map(notSent));
    else results.push(...(await Promise.all(round.map((request) => pushOne(request, context)))));
  }
  return merged(results);
}

async function pushOne(items: readonly ChangeItem[], context: PushContext): Promise<Pushed> {
  const { connector, sender, fromSeq, toSeq, now, batchId, signal } = context;
  const outcome = await connector.push({
    sender: sender.id,
    settings: sender.settings,
    items,
    fromSeq,
    toSeq,
    batchId: batchId(items),
    now: now(),
    signal,
  });
  if (outcome.kind === 'failed') {
    if (isWorthSplitting(outcome)) return pushHalves(items, outcome.code, context);
    return { fates: items.map(() => ({ kind: 'owed' })), failure: outcome };
  }
  const fates = outcome.outcomes.map((answer): ItemFate => {
    if ('code' in answer) return { kind: 'refused', status: answer.status, code: answer.code };
    return { kind: 'taken' };
  });
  return allToRetry(fates) ?? { fates };
}

/** A receiver that takes nothing and asks for everything again is sick as a whole: nobody is parked for that. */
function allToRetry(fates: readonly ItemFate[]): Pushed | undefined {
  const [first] = fates;
  if (first?.kind !== 'refused') return undefined;
  if (!fates.every((fate) => fate.kind === 'refused' && fate.status === 'retry')) return undefined;
  return { fates: fates.map(() => ({ kind: 'owed' })), failure: { code: first.code, pace: 'normal' } };
}

/** The request was refused without naming an item: halve it until the item that is at fault stands alone. */
async function pushHalves(items: readonly ChangeItem[], code: string, context: PushContext): Promise<Pushed> {
  if (items.length <= 1) return { fates: items.map(() => ({ kind: 'refused', status: 'rejected', code })) };
  const middle = Math.ceil(items.length / 2);
  const first = await pushOne(items.slice(0, middle), context);
  const rest = items.slice(middle);
  return merged([first, first.failure ? notSent(rest) : await pushOne(rest, context)]);
}

function notSent(items: readonly ChangeItem[]): Pushed {
  return { fates: items.map(() => ({ kind: 'owed' })) };
}

function merged(results: readonly Pushed[]): Pushed {
  return {
    fates: results.flatMap(({ fates }) => fates),
    failure: results.find(({ failure }) => failure)?.failure,
  };
}

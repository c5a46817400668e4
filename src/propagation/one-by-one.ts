import type { ChangeItem } from '../senders/connectors/connector.ts';
import { mayBeOneItem } from '../senders/connectors/connector.ts';
import {
  type Failure,
  judged,
  merged,
  notSent,
  type PushContext,
  type Pushed,
  pushOne,
  REQUESTS_AT_ONCE_MAX,
} from './push-items.ts';
import { isOver } from './slice.ts';

/**
 * Tells a system that keeps failing one item at a time, to find out whether it is sick as a whole or dies of somebody. The
 * `scouts` (few, from elsewhere in the backlog; what comes of them counts for nothing else) go first: when the system
 * answers none of them it is sick, nobody is blamed, and that was all the load it got. Otherwise the `items` follow, a few
 * requests at a time; whoever fails alone is set aside (`refused`, to be retried) if the system took somebody else before
 * and takes them once more afterwards, so that an outage that begins half-way sets nobody aside.
 *
 * At most `scouts + items + 1` requests. The first round of items is always sent, later ones only before `context.until`.
 */
export async function pushOneByOne(
  items: readonly ChangeItem[],
  scouts: readonly ChangeItem[],
  context: PushContext,
): Promise<Pushed> {
  const scouted = await Promise.all(scouts.map((scout) => pushOne([scout], context)));
  const grave = graveFailure(scouted);
  const answered = scouted.some(({ fates }) => fates.some(({ kind }) => kind !== 'owed'));
  if (grave !== undefined || !answered) {
    return { fates: notSent(items).fates, failure: grave ?? scouted.find(({ failure }) => failure)?.failure };
  }
  const known = new Map(scouts.map((scout, index) => [scout.seq, scouted[index]]));
  const alone = await eachAlone(items, known, context);
  const taken = [
    ...items.filter((_, index) => isTaken(alone[index])),
    ...scouts.filter((_, index) => isTaken(scouted[index])),
  ];
  return found(alone, taken[0], context);
}

/** Sends each item as a request of its own, unless what comes of it is known already. */
async function eachAlone(
  items: readonly ChangeItem[],
  known: ReadonlyMap<number, Pushed | undefined>,
  context: PushContext,
): Promise<Pushed[]> {
  const results: Pushed[] = [];
  for (let from = 0; from < items.length; from += REQUESTS_AT_ONCE_MAX) {
    const round = items.slice(from, from + REQUESTS_AT_ONCE_MAX);
    const over = graveFailure(results) !== undefined || (from > 0 && isOver(context.until, context.now()));
    const sent = round.map(
      async (item) => known.get(item.seq) ?? (over ? notSent([item]) : pushOne([item], context)),
    );
    results.push(...(await Promise.all(sent)));
  }
  return results;
}

/** Who is to be set aside, once the witness, whom the system took, is taken again. */
async function found(
  alone: readonly Pushed[],
  witness: ChangeItem | undefined,
  context: PushContext,
): Promise<Pushed> {
  const whole = merged(alone);
  if (whole.failure === undefined) return judged(whole, context.attempt);
  const grave = graveFailure(alone);
  if (grave !== undefined || witness === undefined) return { ...whole, failure: grave ?? whole.failure };
  const again = await pushOne([witness], context);
  if (!isTaken(again)) return { ...whole, failure: again.failure ?? whole.failure };
  const fates = alone.flatMap(({ fates: [fate], failure }) => {
    if (failure === undefined) return fate ?? [];
    return [{ kind: 'refused', status: 'retry', code: failure.code, named: false } as const];
  });
  return { fates, foundOut: true };
}

/** A failure no single item can have caused: it ends the push and is held against nobody. */
function graveFailure(results: readonly Pushed[]): Failure | undefined {
  return results.find(({ failure }) => failure !== undefined && !mayBeOneItem(failure))?.failure;
}

function isTaken(pushed: Pushed | undefined): boolean {
  return pushed?.fates[0]?.kind === 'taken';
}

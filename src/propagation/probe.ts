import type { Owed, ReadBacklog } from './backlog.ts';
import { SICK_ATTEMPTS_MAX } from './push-items.ts';

/** A sick sender is probed with this many entries: enough to be of use, few enough to be no burden. */
export const PROBE_ENTRIES = 10;
/** After a probe that went well each delivery is so many times larger than the one before, up to the full size. */
export const GROWTH = 4;
// How many are tried first, from all over the backlog, when a sender is told one by one; one more is from before the cursor.
const SCOUTS_AHEAD = 2;
// Doubling the span passes the length of any ledger by then; more would only overflow.
const DOUBLINGS_MAX = 40;

/** True when a sender has failed so often in a row that it is told one item at a time, see `pushOneByOne`. */
export function isToldOneByOne(attempt: number): boolean {
  return attempt >= SICK_ATTEMPTS_MAX;
}

/** Where a sender stands. */
export interface Position {
  readonly cursorSeq: number;
  readonly headSeq: number;
  /** Failures in a row. */
  readonly attempt: number;
}

/**
 * After which entries scouts are looked for: spread evenly over a span that begins at the cursor, is as long as the probe
 * at first, and doubles with each failure until it reaches the ledger's head; and one as far behind the cursor. They are one
 * entry further on at each failure. So however many poisoned addresses stand in a row, the span soon reaches beyond them;
 * and wherever they stand, each failure has tried other places. Pure.
 */
export function scoutPlaces(position: Position): number[] {
  const { cursorSeq, headSeq, attempt } = position;
  const failures = failuresSince(attempt);
  const span = Math.max(1, Math.min(reachOf(attempt), headSeq - cursorSeq));
  const stride = Math.ceil(span / SCOUTS_AHEAD);
  const ahead = Array.from({ length: SCOUTS_AHEAD }, (_, index) => index * stride + (failures % stride));
  const places = ahead.filter((place) => place < span).map((place) => cursorSeq + place);
  return [...new Set([placeBehind(position), ...places])];
}

/**
 * Who is tried first of a backlog that is told one by one: at least one, where anything is owed at all. Among them is
 * somebody the sender was told of before: when it takes them and nobody else, it lives, even if it dies of all that is owed.
 */
export async function scoutsOf(
  readBacklog: ReadBacklog,
  brands: readonly string[],
  position: Position,
): Promise<Owed[]> {
  return firstAfter(readBacklog, brands, scoutPlaces(position));
}

/** Somebody the sender was told of before, see `scoutsOf`; nobody where its cursor has not moved yet. */
export async function toldBefore(
  readBacklog: ReadBacklog,
  brands: readonly string[],
  position: Pick<Position, 'cursorSeq' | 'attempt'>,
): Promise<Owed[]> {
  if (position.cursorSeq === 0) return [];
  return firstAfter(readBacklog, brands, [placeBehind(position)]);
}

function placeBehind({ cursorSeq, attempt }: Pick<Position, 'cursorSeq' | 'attempt'>): number {
  const reach = reachOf(attempt);
  if (reach <= cursorSeq) return cursorSeq - reach;
  // Beyond the ledger's beginning: from there on forwards, so that it is not the same poisoned address for ever.
  return cursorSeq === 0 ? 0 : failuresSince(attempt) % cursorSeq;
}

function reachOf(attempt: number): number {
  return PROBE_ENTRIES * 2 ** Math.min(failuresSince(attempt), DOUBLINGS_MAX);
}

/** How often a sender has failed since it is told one by one. */
function failuresSince(attempt: number): number {
  return Math.max(0, attempt - SICK_ATTEMPTS_MAX);
}

/** The first whom the sender is owed after each place, nobody twice. */
async function firstAfter(
  readBacklog: ReadBacklog,
  brands: readonly string[],
  places: readonly number[],
): Promise<Owed[]> {
  const looks = await Promise.all(places.map((place) => readBacklog(brands, place, 1, { ahead: 0 })));
  return [...new Map(looks.flatMap(({ owed }) => owed.map((one) => [one.recipientId, one]))).values()];
}

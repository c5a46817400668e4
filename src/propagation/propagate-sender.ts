import type { PropagationRow } from '../store/schema.ts';
import type { Backlog, Owed } from './backlog.ts';
import { type Delivered, deliver } from './deliver.ts';
import { deliverReplay, type ReplayParts } from './deliver-replay.ts';
import { underNewestNumbers } from './histories.ts';
import { claim, release } from './lease.ts';
import { duePark } from './parked.ts';
import {
  brandStarts,
  openReplays,
  type Positions,
  passedAt,
  readPositions,
  senderAt,
  toldThrough,
} from './positions.ts';
import { GROWTH, isToldOneByOne, PROBE_ENTRIES, scoutsOf } from './probe.ts';
import type { PushTarget } from './push-owed.ts';
import { nextReplay } from './replay-rows.ts';
import { retryParked } from './retry-parked.ts';
import { isOver } from './slice.ts';

export type PropagateParts = ReplayParts;

/** Whom to carry forward, and for how long. */
export type Target = PushTarget;

/** Why a run over one sender ended. `out_of_time`: it had its turn, and more is owed. */
export type RunEnd = 'caught_up' | 'failed' | 'busy' | 'fenced' | 'out_of_time' | 'stopped';

// A healthy sender gets this many requests' worth in one delivery, so that the settlement's fsync is shared.
const REQUESTS_PER_DELIVERY = 8;
// One request's worth of most systems. Runs come every second, so ten thousand are through in two minutes.
const PARKED_PER_RUN = 100;

/**
 * Carries one sender forward until it has everything, something fails, or the time is up. Claims the lease first, so of
 * any number of processes only one does this at a time.
 *
 * Every run makes at least one delivery of the backlog, then one of the parked whose time has come, then one of a replay,
 * and goes on in turn with the backlog and the replays: none of the three can keep another waiting for ever, however long
 * it is and however slowly it is taken.
 *
 * A sick sender is probed with ten entries; when they go through the deliveries grow to full size again. One that has failed
 * five times in a row is told ten people one by one and gives its turn to others, see `pushOneByOne`.
 */
export async function propagateSender(parts: PropagateParts, given: Target): Promise<RunEnd> {
  const { database, now } = parts;
  const { until, signal } = given;
  const claimed = await claim(database, given.sender.id, now());
  if (claimed === undefined) return 'busy';

  let held: PropagationRow = claimed;
  // Read under the lease: what was kept of the sender's brands may be from before a change.
  let positions = await readPositions(database, held.sender_id);
  const target = { ...given, sender: senderAt(given.sender, positions) };
  const attempt = () => ({ ...target, held, passed: passedAt(positions, held.cursor_seq) });
  let parkedWait = (await parkedDue(parts, { held, positions }, 1)).length > 0;
  const fullSize = target.connector.itemsMax * REQUESTS_PER_DELIVERY;
  let entriesMax = held.attempt === 0 ? fullSize : PROBE_ENTRIES;
  for (;;) {
    if (signal?.aborted) return givenBack(parts, held, 'stopped');
    const replay = nextReplay(openReplays(positions), now());
    const backlog = await nextBacklog(parts, target, { held, positions, entriesMax });
    const idle = backlog.owed.length === 0;
    if (!idle) {
      const scouts = await scoutsFor(parts, target, { held, backlog });
      const others = parkedWait || replay !== undefined;
      const last = !others && (backlog.complete || scouts !== undefined);
      const outcome = await deliver(parts, { ...attempt(), backlog, scouts, last });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      held = outcome.held;
      const complete = backlog.complete && held.cursor_seq === backlog.toSeq;
      if (last) return complete ? 'caught_up' : 'out_of_time';
      if (!others && isOver(until, now())) return givenBack(parts, held, 'out_of_time');
      entriesMax = Math.min(fullSize, entriesMax * GROWTH);
    }
    if (parkedWait) {
      parkedWait = false;
      const rows = await parkedDue(parts, { held, positions }, PARKED_PER_RUN);
      const outcome = await retryParked(parts, { ...attempt(), rows });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      held = outcome.held;
      if (replay === undefined && (isOver(until, now()) || isToldOneByOne(held.attempt))) {
        return givenBack(parts, held, 'out_of_time');
      }
    } else if (idle && replay === undefined) return givenBack(parts, held, 'caught_up');
    if (replay !== undefined) {
      const replayMax = replay.attempt === 0 ? fullSize : PROBE_ENTRIES;
      const outcome = await deliverReplay(parts, { ...attempt(), replay, positions, entriesMax: replayMax });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      held = outcome.held;
      positions = await readPositions(database, held.sender_id);
      const slow = isToldOneByOne(held.attempt) || isToldOneByOne(replay.attempt);
      if (slow || isOver(until, now())) return givenBack(parts, held, 'out_of_time');
    }
  }
}

function endOf(outcome: Delivered): RunEnd {
  return outcome.kind === 'settled' ? 'failed' : outcome.kind;
}

/** Ends a run that has nothing to settle. */
async function givenBack(parts: PropagateParts, held: PropagationRow, end: RunEnd): Promise<RunEnd> {
  await release(parts.database, held);
  return end;
}

/** What comes next after the cursor. */
async function nextBacklog(
  { database, readBacklog }: PropagateParts,
  { sender }: Target,
  { held, positions, entriesMax }: { held: PropagationRow; positions: Positions; entriesMax: number },
): Promise<Backlog> {
  const backlog = await readBacklog(sender.brands, held.cursor_seq, entriesMax, {
    starts: brandStarts(positions),
  });
  if (sender.brandsSince === undefined) return backlog;
  return { ...backlog, owed: await underNewestNumbers(database, backlog.owed) };
}

/** Who goes first where a sender is told one by one; undefined where it is told as many at once as it takes. */
async function scoutsFor(
  { readBacklog }: PropagateParts,
  { sender }: Target,
  { held, backlog }: { readonly held: PropagationRow; readonly backlog: Backlog },
): Promise<Owed[] | undefined> {
  const { cursor_seq: cursorSeq, attempt } = held;
  if (!isToldOneByOne(attempt)) return undefined;
  return scoutsOf(readBacklog, sender.brands, { cursorSeq, headSeq: backlog.headSeq, attempt });
}

function parkedDue(
  { database, now }: PropagateParts,
  { held, positions }: { held: PropagationRow; positions: Positions },
  limit: number,
) {
  const sender = { id: held.sender_id, toldSeq: toldThrough(positions, held.cursor_seq) };
  return duePark(database, sender, { now: now(), limit });
}

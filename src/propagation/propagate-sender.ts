import type { PropagationRow } from '../store/schema.ts';
import type { Backlog } from './backlog.ts';
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
import type { PushTarget } from './push-owed.ts';
import { nextReplay } from './replay-rows.ts';
import { retryParked } from './retry-parked.ts';

export type PropagateParts = ReplayParts;

/** Whom to carry forward, and for how long: `until` in epoch ms. */
export interface Target extends PushTarget {
  readonly until: number;
}

/** Why a run over one sender ended. */
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
  for (;;) {
    if (signal?.aborted) return givenBack(parts, held, 'stopped');
    const replay = nextReplay(openReplays(positions), now());
    const backlog = await nextBacklog(parts, target, { held, positions });
    const idle = backlog.owed.length === 0;
    if (!idle) {
      const last = !parkedWait && replay === undefined && (backlog.complete || now() >= until);
      const outcome = await deliver(parts, { ...attempt(), backlog, last });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      if (last) return backlog.complete ? 'caught_up' : 'out_of_time';
      held = outcome.held;
    }
    if (parkedWait) {
      parkedWait = false;
      const rows = await parkedDue(parts, { held, positions }, PARKED_PER_RUN);
      const outcome = await retryParked(parts, { ...attempt(), rows });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      held = outcome.held;
    } else if (idle && replay === undefined) return givenBack(parts, held, 'caught_up');
    if (replay !== undefined) {
      const entriesMax = target.connector.itemsMax * requestsFor(replay.attempt);
      const outcome = await deliverReplay(parts, { ...attempt(), replay, positions, entriesMax });
      if (outcome.kind !== 'settled' || outcome.failure) return endOf(outcome);
      held = outcome.held;
      positions = await readPositions(database, held.sender_id);
      if (now() >= until) return givenBack(parts, held, 'out_of_time');
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

/** What comes next. A sick sender is probed with one request; only when that goes through does the rest follow. */
async function nextBacklog(
  { database, readBacklog }: PropagateParts,
  { sender, connector }: Target,
  { held: { cursor_seq, attempt }, positions }: { held: PropagationRow; positions: Positions },
): Promise<Backlog> {
  const entriesMax = connector.itemsMax * requestsFor(attempt);
  const backlog = await readBacklog(sender.brands, cursor_seq, entriesMax, {
    starts: brandStarts(positions),
  });
  if (sender.brandsSince === undefined) return backlog;
  return { ...backlog, owed: await underNewestNumbers(database, backlog.owed) };
}

function requestsFor(attempt: number): number {
  return attempt === 0 ? REQUESTS_PER_DELIVERY : 1;
}

function parkedDue(
  { database, now }: PropagateParts,
  { held, positions }: { held: PropagationRow; positions: Positions },
  limit: number,
) {
  const sender = { id: held.sender_id, toldSeq: toldThrough(positions, held.cursor_seq) };
  return duePark(database, sender, { now: now(), limit });
}

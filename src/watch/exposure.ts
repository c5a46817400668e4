import { EVERYTHING } from '../consent/scope.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';
import { type Holdable, type Kept, keptDue, withKept } from './kept-due.ts';
import type { LedgerView } from './ledger-memory.ts';
import { parkedWaiting } from './parked-waiting.ts';
import { reachedSeq, type Standing } from './snapshot.ts';
import { type Deadlines, together, type Waits } from './waits.ts';

/** What waits at a sender for one of its brands, what is said about everything included. */
export interface BrandExposure extends Waits {
  readonly brand: string;
}

export interface Exposure {
  /** The brands for which something waits, in the sender's order. */
  readonly brands: readonly BrandExposure[];
  /** How many wait in all, each counted once. */
  readonly total: number;
  /** What nobody has answered for by an attestation. */
  readonly holdable: readonly Holdable[];
}

export interface ExposureParts {
  readonly database: Database;
  readonly ledger: LedgerView;
  readonly deadlines: Deadlines;
}

const NO_EXPOSURE: Exposure = { brands: [], total: 0, holdable: [] };

/**
 * What waits at a sender, brand by brand: the entries beyond what it has been brought, those parked, and open replays by
 * their own clocks. Undefined when there was no time to count.
 *
 * A parked recipient counts for every brand of the sender: the row does not say what they spoke of, and may be about
 * several. So does what is said about everything.
 */
export async function exposureOf(
  parts: ExposureParts,
  sender: Sender,
  standing: Standing,
): Promise<Exposure | undefined> {
  if (sender.brands.length === 0) return NO_EXPOSURE;
  const { attested_seq: attested } = standing.state;
  const floor = reachedSeq(standing);

  const all = new Map<string, Waits | undefined>();
  const unanswered = new Map<string, Waits | undefined>();
  for (const brand of [EVERYTHING, ...sender.brands]) {
    const tally = await parts.ledger.waitingAfter(brand, floor);
    const open = await parts.ledger.waitingAfter(brand, Math.max(floor, attested));
    if (tally === undefined || open === undefined) return undefined;
    all.set(brand, parts.deadlines.waitsOf(brand, tally));
    unanswered.set(brand, parts.deadlines.waitsOf(brand, open));
  }
  const parked = await parkedWaiting(parts, standing, { senderId: sender.id, afterSeq: 0 });
  const parkedOpen =
    attested === 0
      ? parked
      : await parkedWaiting(parts, standing, { senderId: sender.id, afterSeq: attested });

  const kept: Kept[] = [];
  const brands = sender.brands.flatMap((brand): BrandExposure[] => {
    const replays = standing.replays.filter(({ brand: about }) => about === EVERYTHING || about === brand);
    const waits = together([all.get(brand), all.get(EVERYTHING), parked, ...replays.map(replayWaits)]);
    if (waits === undefined) return [];
    const before = standing.exposures.find((row) => row.brand === brand);
    const early = keptDue(before, waits.due, (seq) => seq > floor);
    if (early === undefined) return [{ ...waits, brand }];
    kept.push({ brand, ...early });
    return [{ ...waits, brand, due: { ...waits.due, ...early } }];
  });
  const sources = [...all.values(), parked, ...standing.replays.map(replayWaits)];
  const open = [
    { brand: EVERYTHING, waits: together([unanswered.get(EVERYTHING), parkedOpen]) },
    ...sender.brands.map((brand) => ({ brand, waits: unanswered.get(brand) })),
  ].flatMap(({ brand, waits }) => (waits === undefined ? [] : [{ brand, due: waits.due }]));
  return {
    brands,
    total: sources.reduce((sum, waits) => sum + (waits?.count ?? 0), 0),
    holdable: withKept(
      open,
      kept.filter(({ seq }) => seq > attested),
    ),
  };
}

/** A replay counts from when it was asked for; one without a deadline repeats what was told before. */
function replayWaits({ to_seq: seq, created_at: at, due_at: dueAt }: ReplayRow): Waits | undefined {
  if (dueAt === null) return undefined;
  return {
    count: 1,
    oldest: { seq, requestedAt: at },
    recordedAt: at,
    due: { seq, dueAt, requestedAt: at, receivedAt: at },
  };
}

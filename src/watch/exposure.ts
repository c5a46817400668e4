import { EVERYTHING } from '../consent/scope.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { ReplayRow } from '../store/schema.ts';
import { type Holdable, type Kept, keptDue, withKept } from './kept-due.ts';
import type { LedgerView } from './ledger-memory.ts';
import { parkedWaiting } from './parked-waiting.ts';
import type { Standing } from './snapshot.ts';
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
  readonly headSeq: number;
  /** The last entry that is older than a sender: those before count by the clock of its backfill. */
  readonly bornAt: (sender: Sender) => Promise<number>;
}

const NO_EXPOSURE: Exposure = { brands: [], total: 0, holdable: [] };

/**
 * What waits at a sender, brand by brand: the entries after its cursor and after what an open replay brings under a clock of
 * its own, those parked, and the replays themselves. Undefined when there was no time to count.
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
  const { cursor_seq: cursor, attested_seq: attested } = standing.state;
  const behind = cursor < parts.headSeq || standing.hasParked;
  const born = behind ? await parts.bornAt(sender) : 0;
  const floorOf = (brand: string) =>
    Math.max(cursor, born, ...standing.replays.filter(covers(brand)).map(({ to_seq }) => to_seq));

  const all = new Map<string, Waits | undefined>();
  const unanswered = new Map<string, Waits | undefined>();
  for (const brand of [EVERYTHING, ...sender.brands]) {
    const floor = floorOf(brand);
    const tally = await parts.ledger.waitingAfter(brand, floor);
    const open = await parts.ledger.waitingAfter(brand, Math.max(floor, attested));
    if (tally === undefined || open === undefined) return undefined;
    all.set(brand, parts.deadlines.waitsOf(brand, tally));
    unanswered.set(brand, parts.deadlines.waitsOf(brand, open));
  }
  const asked = { sender, cursor, born };
  const parked = standing.hasParked ? await parkedAt(parts, asked, 0) : undefined;
  const parkedOpen = standing.hasParked && attested > 0 ? await parkedAt(parts, asked, attested) : parked;

  const kept: Kept[] = [];
  const brands = sender.brands.flatMap((brand): BrandExposure[] => {
    const replays = standing.replays.filter(({ brand: about }) => about === EVERYTHING || about === brand);
    const waits = together([all.get(brand), all.get(EVERYTHING), parked, ...replays.map(replayWaits)]);
    if (waits === undefined) return [];
    const before = standing.exposures.find((row) => row.brand === brand);
    const stillWaits = (seq: number) => seq > Math.max(floorOf(brand), floorOf(EVERYTHING));
    const early = keptDue(before, waits.due, stillWaits);
    if (early === undefined) return [{ brand, ...waits }];
    kept.push({ brand, ...early });
    return [{ brand, ...waits, due: { ...waits.due, ...early } }];
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

/** Whether a replay brings what is said about a brand, under a clock of its own. */
function covers(brand: string): (replay: ReplayRow) => boolean {
  return (replay) =>
    replay.due_at !== null &&
    replay.recipient_id === null &&
    (replay.brand === EVERYTHING || replay.brand === brand);
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

/** The parked who said something after an entry. What is older than the sender counts from the sender's creation. */
async function parkedAt(
  { database, deadlines }: ExposureParts,
  { sender, cursor, born }: { sender: Sender; cursor: number; born: number },
  afterSeq: number,
): Promise<Waits | undefined> {
  const span = { senderId: sender.id, cursorSeq: cursor };
  const young = await parkedWaiting(database, { ...span, afterSeq: Math.max(born, afterSeq) });
  const old =
    born > afterSeq ? await parkedWaiting(database, { ...span, afterSeq, untilSeq: born }) : undefined;
  const at = sender.createdAt;
  return together([
    young && { ...young, due: { ...young.due, dueAt: deadlines.runningDueAt(young.brand, young.due) } },
    old && {
      count: old.count,
      oldest: { seq: old.oldest.seq, requestedAt: at },
      recordedAt: at,
      due: {
        seq: old.due.seq,
        dueAt: deadlines.dueFrom(sender.brands, at),
        requestedAt: at,
        receivedAt: at,
      },
    },
  ]);
}

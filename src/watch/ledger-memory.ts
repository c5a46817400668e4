import type { Database, Prepared } from '../store/database.ts';
import { merged, NOTHING, type Tally, tallyOf } from './tally.ts';

/** A stretch of one brand's entries, `fromSeq` excluded and `toSeq` included, as it was counted once and for all. */
interface Block {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly rows: number;
  readonly tally: Tally;
}

/**
 * What a process has counted of the ledger. The ledger is append-only, so nothing in here can become wrong; it is plain
 * data, so that runs of one Worker isolate may share it.
 */
export interface LedgerMemory {
  /** By brand, in order and without gaps. */
  readonly blocks: Map<string, readonly Block[]>;
  /** What waits after a place inside a block, by brand, place and end. */
  readonly tails: Map<string, Tally>;
}

export function emptyLedgerMemory(): LedgerMemory {
  return { blocks: new Map(), tails: new Map() };
}

/** Reads what waits in the ledger as of `headSeq`. */
export interface LedgerView {
  /** What waits of a brand's entries after `floorSeq`; undefined when there was no time to find out. */
  waitingAfter(brand: string, floorSeq: number): Promise<Tally | undefined>;
  /** Forgets what nobody asked for since the view was made. */
  forgetRest(): void;
}

export interface LedgerViewParts {
  readonly database: Database;
  readonly memory: LedgerMemory;
  readonly headSeq: number;
  /** Asked between two reads. */
  readonly mayGoOn: () => boolean;
  /** Lets others run between two reads: a one-click must not wait behind a million entries. */
  readonly yieldTurn: () => Promise<void>;
  /** How many rows are read at once and make a block; a test's business. */
  readonly rowsMax?: number | undefined;
}

// Read and counted in some milliseconds.
const ROWS_MAX = 4_000;
const TAILS_MAX = 2_000;

/**
 * Makes the view. A million entries of backlog are read once, in blocks, and from then on only what is new, and the one
 * block in which a sender's cursor stands.
 */
export function ledgerView(parts: LedgerViewParts): LedgerView {
  const { database, memory, headSeq, mayGoOn, yieldTurn, rowsMax = ROWS_MAX } = parts;
  const { blocks, tails } = memory;
  const read = entryQueries(database, rowsMax);
  const lowest = new Map<string, number>();

  async function waitingAfter(brand: string, floorSeq: number): Promise<Tally | undefined> {
    lowest.set(brand, Math.min(floorSeq, lowest.get(brand) ?? Infinity));
    if (floorSeq >= headSeq) return NOTHING;
    if (!(await covered(brand, floorSeq))) return undefined;
    const parts: Tally[] = [];
    for (const block of blocks.get(brand) ?? []) {
      if (block.toSeq <= floorSeq || block.tally.count === 0) continue;
      parts.push(block.fromSeq >= floorSeq ? block.tally : await tailOf(brand, block, floorSeq));
    }
    return merged(parts);
  }

  /** Counts what is not counted yet. What another run counted meanwhile is not counted twice. */
  async function covered(brand: string, floorSeq: number): Promise<boolean> {
    for (;;) {
      const known = blocks.get(brand) ?? [];
      const first = known[0]?.fromSeq ?? floorSeq;
      const last = known.at(-1)?.toSeq ?? floorSeq;
      if (first <= floorSeq && last >= headSeq) return true;
      if (!mayGoOn()) return false;
      const block =
        floorSeq < first ? await read.before(brand, floorSeq, first) : await read.after(brand, last, headSeq);
      if ((blocks.get(brand) ?? known) !== known) continue;
      blocks.set(brand, floorSeq < first ? [block, ...known] : appended(known, block, rowsMax));
      await yieldTurn();
    }
  }

  async function tailOf(brand: string, block: Block, floorSeq: number): Promise<Tally> {
    const key = `${brand} ${floorSeq} ${block.toSeq}`;
    const known = tails.get(key);
    if (known !== undefined) return known;
    const { tally } = await read.after(brand, floorSeq, block.toSeq);
    if (tails.size >= TAILS_MAX) tails.clear();
    tails.set(key, tally);
    await yieldTurn();
    return tally;
  }

  return {
    waitingAfter,
    forgetRest() {
      for (const [brand, known] of blocks) {
        const floorSeq = lowest.get(brand) ?? Infinity;
        const kept = known.filter(({ toSeq }) => toSeq > floorSeq);
        if (kept.length === 0) blocks.delete(brand);
        else if (kept.length < known.length) blocks.set(brand, kept);
      }
    },
  };
}

/** Small blocks grow until they are full, so that a trickle of entries does not leave thousands of them. */
function appended(known: readonly Block[], next: Block, rowsMax: number): readonly Block[] {
  const last = known.at(-1);
  if (last === undefined || last.rows + next.rows > rowsMax) return [...known, next];
  const grown = {
    fromSeq: last.fromSeq,
    toSeq: next.toSeq,
    rows: last.rows + next.rows,
    tally: merged([last.tally, next.tally]),
  };
  return [...known.slice(0, -1), grown];
}

interface Row {
  readonly seq: number;
  readonly requested_at: number;
  readonly received_at: number;
  readonly recorded_at: number;
  readonly due_at: number | null;
}

/** A brand's entries after a place, or right before one: as many as a block holds. */
function entryQueries(database: Database, rowsMax: number) {
  const textOf = (direction: 'asc' | 'desc') =>
    database.build
      .selectFrom('ledger')
      .select(['seq', 'requested_at', 'received_at', 'recorded_at', 'due_at'])
      .where('brand', '=', '')
      .where('seq', '>', 0)
      .where('seq', '<=', 0)
      .orderBy('seq', direction)
      .limit(1)
      .compile().sql;
  const read = (sql: string) => (brand: string, fromSeq: number, toSeq: number) => {
    const query: Prepared<Row> = { sql, parameters: [brand, fromSeq, toSeq, rowsMax] };
    return database.all(query);
  };
  const forwards = read(textOf('asc'));
  const backwards = read(textOf('desc'));
  return {
    async after(brand: string, fromSeq: number, untilSeq: number): Promise<Block> {
      const rows = await forwards(brand, fromSeq, untilSeq);
      const toSeq = rows.length < rowsMax ? untilSeq : (rows.at(-1)?.seq ?? untilSeq);
      return { fromSeq, toSeq, rows: rows.length, tally: tallyOfRows(rows) };
    },
    async before(brand: string, floorSeq: number, toSeq: number): Promise<Block> {
      const rows = await backwards(brand, floorSeq, toSeq);
      const fromSeq = rows.length < rowsMax ? floorSeq : (rows.at(-1)?.seq ?? floorSeq + 1) - 1;
      return { fromSeq, toSeq, rows: rows.length, tally: tallyOfRows(rows) };
    },
  };
}

/** Only opt-outs have a deadline: what lifts one may come whenever it comes. */
function tallyOfRows(rows: readonly Row[]): Tally {
  return tallyOf(
    rows.flatMap(({ seq, requested_at, received_at, recorded_at, due_at }) =>
      due_at === null
        ? []
        : [
            {
              seq,
              requestedAt: requested_at,
              receivedAt: received_at,
              recordedAt: recorded_at,
              dueAt: due_at,
            },
          ],
    ),
  );
}

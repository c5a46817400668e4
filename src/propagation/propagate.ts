import type { Directory } from '../brands/directory.ts';
import { EVERYTHING } from '../consent/scope.ts';
import { errorCode, type Log } from '../log.ts';
import type { Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import { claimableSenders } from './lease.ts';
import { sendersWithDuePark } from './parked.ts';
import { type PropagateParts, propagateSender, type RunEnd } from './propagate-sender.ts';
import { sendersWithDueReplay } from './replay-rows.ts';
import { SLICE_MILLIS } from './slice.ts';
import { createTurns, type Waiting } from './turns.ts';

export interface TickParts extends PropagateParts {
  readonly directory: Directory;
  readonly senders: () => Promise<readonly Sender[]>;
  /** The connector for a sender's kind; undefined for kinds that fetch for themselves. */
  readonly connectorFor: (kind: Sender['kind']) => Connector | undefined;
  readonly log: Log;
}

/** How much one tick may do. */
export interface TickBudget {
  readonly millisMax: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One tick of propagation: senders that are owed something and may be tried now are carried forward in turns (see
 * `createTurns`) until nobody waits or the time is up. Safe to call at any time, from any number of processes: leases see to
 * it that each sender is carried by one.
 *
 * The lanes are shared by the ticks of this process, and whoever a tick leaves waiting is carried by the next. Answers how
 * the last run of each sender ended that was carried by this tick.
 */
export function createPropagate(parts: TickParts): (budget: TickBudget) => Promise<Map<string, RunEnd>> {
  const turns = createTurns<Due>();
  // Carried when a tick came by: what was recorded meanwhile may have missed their last look at the backlog.
  const again = new Set<string>();

  async function carry({ sender, connector }: Due, until: number, signal?: AbortSignal): Promise<RunEnd> {
    try {
      const directory = await parts.directory.read();
      const end = await propagateSender(parts, { sender, connector, directory, until, signal });
      parts.log.info('sender.carried', { sender: sender.id, end });
      return end;
    } catch (error) {
      // One sender's trouble takes nothing from the others. Its cursor has not moved and its lease runs out by itself,
      // which also keeps a database that takes no writes from having the same batch sent every second.
      parts.log.error('sender.carry_failed', { sender: sender.id, code: errorCode(error) });
      return 'failed';
    }
  }

  /** Carries one after the other, until nobody waits or the tick's time is up. */
  async function lane(ends: Map<string, RunEnd>, until: number, signal?: AbortSignal): Promise<void> {
    const { now } = parts;
    for (let since = now(); since < until && !signal?.aborted; since = now()) {
      const due = turns.take(since);
      if (due === undefined) return;
      again.delete(due.id);
      const end = await carry(due, Math.min(until, since + SLICE_MILLIS), signal);
      turns.done(due.id, { since, now: now() });
      ends.set(due.id, end);
      if (end === 'out_of_time' || (end === 'caught_up' && again.has(due.id))) turns.add([due]);
    }
  }

  return async ({ millisMax, signal }) => {
    for (const id of turns.carried()) again.add(id);
    const due = await sendersDue(parts);
    // Another tick may have found it due at the same moment: it is looked at again when that one is done.
    for (const { id } of due) if (turns.isCarried(id)) again.add(id);
    turns.add(due);
    const until = parts.now() + millisMax;
    const ends = new Map<string, RunEnd>();
    await Promise.all(Array.from({ length: turns.free() }, () => lane(ends, until, signal)));
    return ends;
  };
}

/** A sender that is owed something and may be tried now. */
interface Due extends Waiting {
  readonly sender: Sender;
  readonly connector: Connector;
}

async function sendersDue(parts: TickParts): Promise<Due[]> {
  const { database, now, connectorFor } = parts;
  const at = now();
  const senders = new Map((await parts.senders()).map((sender) => [sender.id, sender]));
  const rows = await claimableSenders(database, at);
  if (rows.length === 0) return [];
  const newest = await newestByBrand(
    database,
    new Set([...senders.values()].flatMap(({ brands }) => brands)),
  );
  const parked = await sendersWithDuePark(database, at);
  const replaying = await sendersWithDueReplay(database, at);
  return rows.flatMap(({ sender_id: id, cursor_seq, attempt, last_settled_at: settledAt }) => {
    const sender = senders.get(id);
    const connector = sender && connectorFor(sender.kind);
    if (sender === undefined || connector === undefined) return [];
    // Nothing can be said to a sender of no brand, see backlogReader; nothing more is said to one that was retired.
    if (sender.brands.length === 0 || sender.retiredAt !== null) return [];
    const last = Math.max(...[EVERYTHING, ...sender.brands].map((brand) => newest.get(brand) ?? 0));
    const isOwed = last > cursor_seq || parked.has(id) || replaying.has(id);
    return isOwed ? [{ id, sender, connector, attempt, settledAt }] : [];
  });
}

/** The last entry of each brand: who is owed something is told by one number a brand, not by one query a sender. */
export async function newestByBrand(
  database: Database,
  brands: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const rows = await Promise.all(
    [EVERYTHING, ...brands].map(async (brand) => {
      const [row] = await database.all(
        database.build
          .selectFrom('ledger')
          .select('seq')
          .where('brand', '=', brand)
          .orderBy('seq', 'desc')
          .limit(1),
      );
      return [brand, row?.seq ?? 0] as const;
    }),
  );
  return new Map(rows);
}

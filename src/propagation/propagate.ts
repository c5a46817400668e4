import type { Directory } from '../brands/directory.ts';
import { EVERYTHING } from '../consent/scope.ts';
import { errorCode, type Log } from '../log.ts';
import type { Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import { claimableSenders } from './lease.ts';
import { sendersWithDuePark } from './parked.ts';
import { type PropagateParts, propagateSender, type RunEnd } from './propagate-sender.ts';
import { sendersWithDueReplay, startsByBrand } from './replay-rows.ts';

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
 * One tick of propagation: every sender that is owed something and may be tried now is carried forward, each in turn
 * of its own and none waiting for another, until all are done or the time is up. Safe to call at any time, from any
 * number of processes: leases see to it that each sender is carried by one.
 */
export function createPropagate(parts: TickParts): (budget: TickBudget) => Promise<Map<string, RunEnd>> {
  // What this process carries already: a second tick need not ask the database for a lease it would not get.
  const carrying = new Set<string>();
  // Carried when a tick came by: what was recorded meanwhile may have missed their last look at the backlog.
  const again = new Set<string>();

  async function carry({ sender, connector }: Due, budget: TickBudget): Promise<RunEnd> {
    // Another tick may have found it due at the same moment: it is looked at again when that one is done.
    if (carrying.has(sender.id)) {
      again.add(sender.id);
      return 'busy';
    }
    carrying.add(sender.id);
    try {
      const directory = await parts.directory.read();
      const until = parts.now() + budget.millisMax;
      const target = { sender, connector, directory, until, signal: budget.signal };
      let end: RunEnd;
      do {
        again.delete(sender.id);
        end = await propagateSender(parts, target);
      } while (end === 'caught_up' && again.has(sender.id));
      parts.log.info('sender.carried', { sender: sender.id, end });
      return end;
    } catch (error) {
      // One sender's trouble takes nothing from the others. Its cursor has not moved and its lease runs out by itself,
      // which also keeps a database that takes no writes from having the same batch sent every second.
      parts.log.error('sender.carry_failed', { sender: sender.id, code: errorCode(error) });
      return 'failed';
    } finally {
      carrying.delete(sender.id);
    }
  }

  return async (budget) => {
    for (const id of carrying) again.add(id);
    const due = await sendersDue(parts, carrying);
    const ends = await Promise.all(
      due.map(async (one) => [one.sender.id, await carry(one, budget)] as const),
    );
    return new Map(ends);
  };
}

interface Due {
  readonly sender: Sender;
  readonly connector: Connector;
}

async function sendersDue(parts: TickParts, carrying: ReadonlySet<string>): Promise<Due[]> {
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
  const startOf = await startsByBrand(database);
  return rows.flatMap(({ sender_id, cursor_seq }) => {
    const sender = senders.get(sender_id);
    const connector = sender && connectorFor(sender.kind);
    if (sender === undefined || connector === undefined || carrying.has(sender_id)) return [];
    // Nothing can be said to a sender of no brand, see backlogReader, and nothing is any more to one that was retired.
    if (sender.brands.length === 0 || sender.retiredAt !== null) return [];
    const isBehind = [EVERYTHING, ...sender.brands].some(
      (brand) => (newest.get(brand) ?? 0) > Math.max(cursor_seq, startOf(sender_id, brand)),
    );
    return isBehind || parked.has(sender_id) || replaying.has(sender_id) ? [{ sender, connector }] : [];
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

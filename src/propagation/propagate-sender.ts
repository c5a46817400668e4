import type { BrandDirectory } from '../brands/directory.ts';
import type { Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { PropagationRow } from '../store/schema.ts';
import type { Backlog, Owed, ReadBacklog } from './backlog.ts';
import { type DeliverParts, deliver } from './deliver.ts';
import { claim, release } from './lease.ts';
import { duePark, parkedEntries } from './parked.ts';

export interface PropagateParts extends DeliverParts {
  readonly readBacklog: ReadBacklog;
}

/** Why a run over one sender ended. */
export type RunEnd = 'caught_up' | 'failed' | 'busy' | 'fenced' | 'out_of_time';

// A healthy sender gets this many requests' worth in one delivery, so that the settlement's fsync is shared.
const REQUESTS_PER_DELIVERY = 8;

/**
 * Carries one sender forward until it has everything, something fails, or `until` (epoch ms) has come. Claims the
 * lease first, so of any number of processes only one does this at a time.
 */
export async function propagateSender(
  parts: PropagateParts,
  target: {
    sender: Sender;
    connector: Connector;
    brands: BrandDirectory;
    until: number;
    signal?: AbortSignal | undefined;
  },
): Promise<RunEnd> {
  const { sender, connector, until, signal } = target;
  const claimed = await claim(parts.database, sender.id, parts.now());
  if (claimed === undefined) return 'busy';
  const brands = sender.brands.flatMap((id) => target.brands.get(id) ?? []);

  let current: PropagationRow = claimed;
  const parked = await parkedBacklog(parts, sender, current);
  let next = parked ?? (await nextBacklog(parts, sender, connector, current));
  while (next.owed.length > 0) {
    const more = next === parked || !next.complete;
    const last = !more || parts.now() >= until;
    const outcome = await deliver(parts, {
      sender,
      connector,
      brands,
      claimed: current,
      backlog: next,
      last,
      signal,
    });
    if (outcome.kind === 'fenced') return 'fenced';
    if (outcome.failure) return 'failed';
    if (last) return more ? 'out_of_time' : 'caught_up';
    current = { ...current, cursor_seq: outcome.cursorSeq, attempt: 0 };
    next = await nextBacklog(parts, sender, connector, current);
  }
  await release(parts.database, current);
  return 'caught_up';
}

/** What comes next. A sick sender is probed with one request; only when that goes through does the rest follow. */
function nextBacklog(
  { readBacklog }: PropagateParts,
  sender: Sender,
  { itemsMax }: Connector,
  { cursor_seq, attempt }: PropagationRow,
): Promise<Backlog> {
  const requests = attempt === 0 ? REQUESTS_PER_DELIVERY : 1;
  return readBacklog(sender.brands, cursor_seq, itemsMax * requests);
}

/** The parked recipients whose time has come, as a delivery that moves no cursor; undefined when there are none. */
async function parkedBacklog(
  { database, now }: PropagateParts,
  sender: Sender,
  { cursor_seq }: PropagationRow,
): Promise<Backlog | undefined> {
  const rows = await duePark(database, sender.id, now(), 100);
  if (rows.length === 0) return undefined;
  const owed = await Promise.all(
    rows.map(async (row): Promise<Owed> => {
      const entries = await parkedEntries(database, sender.brands, row, row.seq);
      return { recipientId: row.recipient_id, entries };
    }),
  );
  return { owed, toSeq: cursor_seq, complete: false };
}

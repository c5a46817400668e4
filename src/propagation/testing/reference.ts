import type { ChangeItem, Permission } from '../../senders/connectors/connector.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';
import type { LedgerRow, ParkedRow } from '../../store/schema.ts';
import { addressOf, idOf, latencyCount, rowsOf, stateOf } from './world-on.ts';

/** The plain reading of a whole ledger: the last word that covers a scope wins, and no word allows. */
export function plainPermission(
  ledger: readonly LedgerRow[],
  recipientId: string,
  about: string,
): Permission {
  const [brand] = about.split('/');
  const last = ledger.findLast(
    ({ recipient_id, scope, kind }) =>
      recipient_id === recipientId && kind.startsWith('opt_') && ['*', brand, about].includes(scope),
  );
  return last?.kind === 'opt_out' ? 'suppressed' : 'allowed';
}

/** What a receiver must hold for a person once it has been told everything. */
export function plainState(
  ledger: readonly LedgerRow[],
  recipientId: string,
  { brands, topics }: { brands: readonly string[]; topics: readonly string[] },
): Pick<ChangeItem, 'promotional' | 'topics' | 'undeliverable'> {
  const permissions = (scopes: readonly string[]) =>
    Object.fromEntries(scopes.map((scope) => [scope, plainPermission(ledger, recipientId, scope)]));
  return {
    promotional: permissions(brands),
    topics: permissions(topics),
    undeliverable: ledger.some((row) => row.recipient_id === recipientId && row.kind === 'undeliverable'),
  };
}

/** One sender against what its system holds, read from the tables alone. */
export interface Audit {
  readonly cursorSeq: number;
  /** The entries about the sender's brands, in order. */
  readonly relevant: readonly LedgerRow[];
  readonly parked: readonly ParkedRow[];
  /** Guarantee 4 broken: passed entries that are neither parked nor held by the system. */
  readonly passedUntold: readonly number[];
  /** Timed entries that are passed and not parked: what the histograms must hold. */
  readonly acknowledged: number;
  readonly counted: number;
}

/** Reads how a sender stands. `states`: what its system holds, by address; `names`: all the people there are. */
export async function auditOf(
  database: Database,
  {
    sender,
    states,
    names,
  }: { sender: Sender; states: ReadonlyMap<string, { seq: number }>; names: readonly string[] },
): Promise<Audit> {
  const { cursor_seq: cursorSeq } = await stateOf(database, sender.id);
  const ledger = await rowsOf(database, 'ledger');
  const relevant = ledger.filter(({ brand }) => brand === '*' || sender.brands.includes(brand));
  const parked = (await rowsOf(database, 'parked')).filter(({ sender_id }) => sender_id === sender.id);
  const isParked = ({ recipient_id, seq }: LedgerRow) =>
    parked.some((row) => row.recipient_id === recipient_id && row.first_seq <= seq && seq <= row.seq);
  const addresses = new Map<string, string>(names.map((name) => [idOf(name), addressOf(name)]));
  const heldSeq = (id: string) => states.get(addresses.get(id) ?? '')?.seq ?? 0;
  const passed = relevant.filter((entry) => entry.seq <= cursorSeq && !isParked(entry));
  return {
    cursorSeq,
    relevant,
    parked,
    passedUntold: passed.filter((entry) => heldSeq(entry.recipient_id) < entry.seq).map(({ seq }) => seq),
    acknowledged: passed.filter(({ due_at }) => due_at !== null).length,
    counted: await latencyCount(database, sender.id),
  };
}

/** The brands of other senders that items for this one speak of. */
export function foreignBrands(sender: Sender, items: readonly ChangeItem[]): string[] {
  const spokenOf = items.flatMap(({ promotional, topics }) => [
    ...Object.keys(promotional),
    ...Object.keys(topics).map((scope) => scope.split('/')[0] ?? ''),
  ]);
  return spokenOf.filter((brand) => !sender.brands.includes(brand));
}

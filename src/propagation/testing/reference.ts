import type { ChangeItem, Permission } from '../../senders/connectors/connector.ts';
import type { Database } from '../../store/database.ts';
import type { LedgerRow, ParkedRow, ReplayRow } from '../../store/schema.ts';
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
  readonly brands: readonly string[];
  /** Since when it has those that it was given later, epoch ms. */
  readonly brandsSince: ReadonlyMap<string, number>;
  readonly replays: readonly ReplayRow[];
  /** The entries about the sender's brands, in order. */
  readonly relevant: readonly LedgerRow[];
  readonly parked: readonly ParkedRow[];
  /** Guarantee 4 broken: passed entries that are neither parked nor held by the system, or not for the brand they are about. */
  readonly passedUntold: readonly number[];
  /** Entries that are passed and not parked: these the readers must call told, and no others. */
  readonly acknowledged: readonly LedgerRow[];
  /** The timed ones among them: what the histograms must hold. */
  readonly timed: number;
  /** Entries that are not passed yet. */
  readonly waiting: readonly LedgerRow[];
  readonly counted: number;
  /** Holds that should be there and are not, or the other way round. */
  readonly wrongHolds: readonly string[];
}

type Held = ReadonlyMap<string, { seq: number; promotional?: Readonly<Record<string, unknown>> }>;

/** Reads how a sender stands. `states`: what its system holds, by address; `names`: all the people there are. */
export async function auditOf(
  database: Database,
  { sender, states, names }: { sender: { readonly id: string }; states: Held; names: readonly string[] },
): Promise<Audit> {
  const { cursor_seq: cursorSeq } = await stateOf(database, sender.id);
  const members = (await rowsOf(database, 'sender_brand')).filter(({ sender_id }) => sender_id === sender.id);
  const brands = members.map(({ brand_id }) => brand_id);
  const replays = (await rowsOf(database, 'replay')).filter(({ sender_id }) => sender_id === sender.id);
  const holds = (await rowsOf(database, 'hold')).filter(({ sender_id }) => sender_id === sender.id);
  const relevant = (await rowsOf(database, 'ledger')).filter(
    ({ brand }) => brand === '*' || brands.includes(brand),
  );
  const parked = (await rowsOf(database, 'parked')).filter(({ sender_id }) => sender_id === sender.id);
  const rowOf = ({ recipient_id }: LedgerRow) => parked.find((row) => row.recipient_id === recipient_id);
  const isParked = (entry: LedgerRow) => rowOf(entry)?.seqs?.split(',').includes(String(entry.seq)) ?? false;

  // Where a cursor was moved back, it is told again what it had passed before.
  const isOpen = ({ finished_at }: ReplayRow) => finished_at === null;
  const reached = Math.max(cursorSeq, ...replays.filter(isOpen).map(({ rewound_seq }) => rewound_seq ?? 0));
  const passes = ({ brand, seq }: LedgerRow) => {
    const id =
      brand === '*'
        ? replays.find(({ kind }) => kind === 'backfill')?.id
        : members.find(({ brand_id }) => brand_id === brand)?.replay_id;
    const replay = replays.find((one) => one.id === id);
    return replay !== undefined && seq <= replay.to_seq ? seq <= replay.cursor_seq : seq <= reached;
  };
  const addresses = new Map<string, string>(names.map((name) => [idOf(name), addressOf(name)]));
  const holdsIt = ({ recipient_id, seq }: LedgerRow, brand: string) => {
    const held = states.get(addresses.get(recipient_id) ?? '');
    return (
      held !== undefined && held.seq >= seq && (brand === '*' || held.promotional?.[brand] !== undefined)
    );
  };
  const passed = relevant.filter(passes);
  const acknowledged = passed.filter((entry) => !isParked(entry));
  // What was said about everything is told again for a brand that came later.
  const told = members.flatMap(({ brand_id, replay_id }) => {
    const replay = replays.find(({ id, kind }) => id === replay_id && kind === 'brand');
    return relevant
      .filter(({ brand, seq }) => brand === '*' && replay !== undefined && seq <= replay.cursor_seq)
      .filter((entry) => rowOf(entry) === undefined && !holdsIt(entry, brand_id));
  });
  const shouldHold = replays
    .filter((replay) => isOpen(replay) && (replay.kind === 'backfill' || replay.kind === 'brand'))
    .map(({ kind, brand }) => `${kind} ${brand}`)
    .sort();
  const doesHold = holds.map(({ reason, brand }) => `${reason} ${brand}`).sort();
  return {
    cursorSeq,
    brands,
    brandsSince: new Map(members.map(({ brand_id, added_at }) => [brand_id, added_at ?? 0])),
    replays,
    relevant,
    parked,
    passedUntold: [...acknowledged.filter((entry) => !holdsIt(entry, entry.brand)), ...told].map(
      ({ seq }) => seq,
    ),
    acknowledged,
    waiting: relevant.filter((entry) => !passes(entry)),
    timed: acknowledged.filter(({ due_at }) => due_at !== null).length,
    counted: await latencyCount(database, sender.id),
    wrongHolds: shouldHold.join() === doesHold.join() ? [] : [shouldHold.join(), doesHold.join()],
  };
}

/** The brands of other senders that items for this one speak of. */
export function foreignBrands(brands: ReadonlySet<string>, items: readonly ChangeItem[]): string[] {
  const spokenOf = items.flatMap(({ promotional, topics }) => [
    ...Object.keys(promotional),
    ...Object.keys(topics).map((scope) => scope.split('/')[0] ?? ''),
  ]);
  return spokenOf.filter((brand) => !brands.has(brand));
}

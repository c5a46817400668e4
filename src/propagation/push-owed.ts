import type { BrandDirectory } from '../brands/directory.ts';
import type { ChangeItem, Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import type { Share } from './assess.ts';
import type { Owed } from './backlog.ts';
import type { Prepared, PrepareItems } from './change-item.ts';
import { leaseKeeper } from './lease.ts';
import { pushOneByOne } from './one-by-one.ts';
import type { Passed } from './positions.ts';
import { type Failure, pushItems } from './push-items.ts';

export interface PushParts {
  readonly database: Database;
  readonly prepare: PrepareItems;
  readonly now: () => number;
  readonly batchId: (content: string) => string;
}

/** Whom to tell, and how. */
export interface PushTarget {
  readonly sender: Sender;
  readonly connector: Connector;
  readonly directory: BrandDirectory;
  /** Epoch ms: what does not begin before is left to the next run. */
  readonly until: number;
  /** Aborted when the process is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** One attempt, with the sender's row under the lease that is held. */
export interface Attempt extends PushTarget {
  readonly held: PropagationRow;
  /** Where given, everybody is told alone, and these are tried first: see `pushOneByOne`. */
  readonly scouts?: readonly Owed[] | undefined;
  /** What the sender's positions have passed before this attempt. */
  readonly passed: Passed;
}

/**
 * What came of pushing. `cut`: why not everything was sent, other than by the sender's fault: `fenced` when the lease was
 * lost meanwhile, `stopped` when the process is to stop; then there is no `failure` to hold against the sender.
 */
export interface PushedOwed {
  readonly shares: readonly Share[];
  readonly failure?: Failure | undefined;
  /** See `Pushed`. */
  readonly foundOut?: boolean | undefined;
  readonly cut?: 'fenced' | 'stopped' | undefined;
}

/** Makes items of what is owed and pushes them while the lease is held. Writes nothing but the lease's renewal. */
export async function pushOwed(
  parts: PushParts,
  attempt: Attempt,
  owed: readonly Owed[],
): Promise<PushedOwed> {
  const { sender, connector, directory, held, until, signal } = attempt;
  const prepare = (some: readonly Owed[]) =>
    parts.prepare(some, { brands: sender.brands, directory }, parts.now());
  const prepared = await prepare(owed);
  const ready = prepared.filter((one) => one.kind === 'item');
  const scouts = attempt.scouts && itemsOf(await prepare(attempt.scouts));
  const keepsLease = leaseKeeper(parts.database, held, parts.now);
  let cut: PushedOwed['cut'];
  const mayGoOn = async () => {
    if (signal?.aborted) cut ??= 'stopped';
    else if (!(await keepsLease())) cut = 'fenced';
    return cut === undefined;
  };
  const context = {
    connector,
    sender,
    attempt: held.attempt,
    now: parts.now,
    batchId: parts.batchId,
    mayGoOn,
    until,
    signal,
  };
  const items = itemsOf(ready);
  // Where no scout can be sent the items are their own.
  const { fates, failure, foundOut } =
    scouts === undefined
      ? await pushItems(items, context)
      : await pushOneByOne(items, scouts.length === 0 ? items.slice(0, 1) : scouts, context);
  const shares = [
    ...ready.map((one, index): Share => ({ owed: one.owed, fate: fates[index] ?? { kind: 'owed' } })),
    ...prepared.flatMap((one) => (one.kind === 'unsendable' ? [unsendable(one.owed, one.code)] : [])),
  ];
  // A request that our own stopping cut off fails too, and that is no fault of the sender's.
  if (failure && signal?.aborted) cut ??= 'stopped';
  return cut === undefined ? { shares, failure, foundOut } : { shares, cut };
}

function itemsOf(prepared: readonly Prepared[]): ChangeItem[] {
  return prepared.flatMap((one) => (one.kind === 'item' ? [one.item] : []));
}

function unsendable(owed: Owed, code: string): Share {
  return { owed, fate: { kind: 'refused', status: 'rejected', code, named: true } };
}

import type { BrandDirectory } from '../brands/directory.ts';
import type { Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import type { Share } from './assess.ts';
import type { Owed } from './backlog.ts';
import type { PrepareItems } from './change-item.ts';
import { leaseKeeper } from './lease.ts';
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
  /** Aborted when the process is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** One attempt, with the sender's row under the lease that is held. */
export interface Attempt extends PushTarget {
  readonly held: PropagationRow;
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
  readonly cut?: 'fenced' | 'stopped' | undefined;
}

/** Makes items of what is owed and pushes them while the lease is held. Writes nothing but the lease's renewal. */
export async function pushOwed(
  parts: PushParts,
  attempt: Attempt,
  owed: readonly Owed[],
): Promise<PushedOwed> {
  const { sender, connector, directory, held, signal } = attempt;
  const prepared = await parts.prepare(owed, { brands: sender.brands, directory }, parts.now());
  const ready = prepared.filter((one) => one.kind === 'item');
  const keepsLease = leaseKeeper(parts.database, held, parts.now);
  let cut: PushedOwed['cut'];
  const mayGoOn = async () => {
    if (signal?.aborted) cut ??= 'stopped';
    else if (!(await keepsLease())) cut = 'fenced';
    return cut === undefined;
  };
  const { fates, failure } = await pushItems(
    ready.map(({ item }) => item),
    {
      connector,
      sender,
      attempt: held.attempt,
      now: parts.now,
      batchId: parts.batchId,
      mayGoOn,
      signal,
    },
  );
  const shares = [
    ...ready.map((one, index): Share => ({ owed: one.owed, fate: fates[index] ?? { kind: 'owed' } })),
    ...prepared.flatMap((one) => (one.kind === 'unsendable' ? [unsendable(one.owed, one.code)] : [])),
  ];
  // A request that our own stopping cut off fails too, and that is no fault of the sender's.
  if (failure && signal?.aborted) cut ??= 'stopped';
  return cut === undefined ? { shares, failure } : { shares, cut };
}

function unsendable(owed: Owed, code: string): Share {
  return { owed, fate: { kind: 'refused', status: 'rejected', code, named: true } };
}

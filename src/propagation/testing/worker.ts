import type { Directory } from '../../brands/directory.ts';
import type { Log, LogFields } from '../../log.ts';
import type { Connector } from '../../senders/connectors/connector.ts';
import { readSenders } from '../../senders/registry.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';
import { backlogReader } from '../backlog.ts';
import { itemPreparer } from '../change-item.ts';
import type { FeedParts } from '../feed.ts';
import { createPropagate, type TickBudget } from '../propagate.ts';
import type { RunEnd } from '../propagate-sender.ts';
import { settler } from '../settle.ts';
import { batchId, countedIds, fixedDirectory, keyring, type World } from './world-on.ts';

/** One process that carries opt-outs. Several of them on one database stand for several nodes. */
export interface Worker {
  /** One tick, and how each sender's run ended. */
  readonly tick: (budget?: Partial<TickBudget>) => Promise<Map<string, RunEnd>>;
  readonly feed: FeedParts;
  readonly logged: { readonly event: string; readonly fields: LogFields | undefined }[];
}

export interface WorkerOptions {
  readonly connector: Connector;
  readonly name?: string;
  readonly database?: Database;
  readonly directory?: Directory;
  readonly random?: () => number;
  readonly senders?: () => Promise<readonly Sender[]>;
}

/** Puts the real parts together on a world's database and clock. */
export function aWorker(world: World, options: WorkerOptions): Worker {
  const { connector, name = 'dlv', database = world.database, random = () => 0.5 } = options;
  const logged: Worker['logged'] = [];
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note };
  const parts = {
    database,
    directory: options.directory ?? fixedDirectory(),
    readBacklog: backlogReader(database),
    prepare: itemPreparer(database, keyring),
    settle: settler(database),
    now: world.now,
    random,
    deliveryId: countedIds(name),
  };
  const propagate = createPropagate({
    ...parts,
    senders: options.senders ?? (() => readSenders(database, keyring)),
    connectorFor: (kind) => (kind === 'webhook' ? connector : undefined),
    log,
    batchId,
  });
  return { tick: (budget = {}) => propagate({ millisMax: 10_000, ...budget }), feed: parts, logged };
}

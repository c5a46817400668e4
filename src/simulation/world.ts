import { createHeed, type Heed, type HeedParts } from '../heed.ts';
import { parseIdentityKey } from '../keys/identity.ts';
import { parseKeyring } from '../keys/keyring.ts';
import { answered, type Outbound, unreachable } from '../senders/outbound/outbound.ts';
import { webhookSecretSchema } from '../senders/signed-webhook.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openInMemory } from '../store/sqlite.ts';
import { createChance } from './chance.ts';
import { type Checker, createChecker } from './checks/checker.ts';
import { type Endpoint, openEndpoint, type PlannedSender } from './endpoint.ts';
import { found } from './group.ts';
import { createNode, type NodeParts, type SimulatedNode } from './node.ts';
import type { SimulationOptions } from './options.ts';
import { createPeople, type People } from './people.ts';
import { createSpeaking, type Speaking } from './speaking.ts';
import { createTrace, type Trace } from './trace.ts';
import { createVerdict, type Verdict } from './violation.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { doWork, type Work } from './works.ts';

/** A Monday morning in New York; Veterans Day and Thanksgiving lie ahead. */
export const START = Date.UTC(2026, 10, 2, 14);

/** Something in the service that a test breaks on purpose, to see that it is found. */
export interface Sabotage {
  readonly database?: (database: Database) => Database;
  readonly outbound?: (outbound: Outbound) => Outbound;
  readonly createHeed?: (parts: HeedParts) => Heed;
}

/** Everything there is in a simulated world. Nothing happens in it by itself. */
export interface World {
  readonly clock: VirtualClock;
  readonly database: Database;
  readonly people: People;
  readonly nodes: readonly SimulatedNode[];
  readonly endpoints: readonly Endpoint[];
  readonly checker: Checker;
  readonly verdict: Verdict;
  readonly trace: Trace;
  readonly speaking: Speaking;
  readonly counted: Counted;
  /** A service that never fails, for what a person at a desk does. */
  readonly founder: Heed;
  /** The database in trouble: a share of what is asked of it fails until then. */
  storage: { readonly until: number; readonly share: number };
  addSender(planned: PlannedSender): Promise<Endpoint>;
  /** One tick of one kind of work on a node, and a look at everything when it ends. Nothing where no process runs. */
  tick(node: SimulatedNode, work: Work): Promise<void>;
  close(): Promise<void>;
}

export interface Counted {
  ticks: number;
  requests: number;
  crashes: number;
  stops: number;
  pauses: number;
  /** Runs that ended because the lease was lost meanwhile. */
  fenced: number;
}

export interface WorldParts {
  readonly options: Pick<SimulationOptions, 'seed' | 'nodes' | 'outages' | 'without'>;
  readonly people: number;
  readonly sabotage?: Sabotage | undefined;
}

// Test data, not secrets: they open nothing but a database that lives as long as one run.
/** Where the service tells its operators of trouble. */
const OPERATORS = 'operators';
const KEYS = `sim1:${Buffer.alloc(32, 7).toString('base64url')}`;
const ALERT_SECRET = `whsec_${Buffer.alloc(32, 11).toString('base64')}`;
const IDENTITY_KEY = Buffer.alloc(32, 9).toString('base64url');

/** Opens a world with its brands, its nodes switched on, and no senders yet. */
export async function openWorld({ options, people: count, sabotage = {} }: WorldParts): Promise<World> {
  const clock = createVirtualClock(START);
  const trace = createTrace(clock.now);
  const verdict = createVerdict(clock.now, trace);
  const secrets = secretsOf();
  const random = createChance(options.seed, 'addresses').bytes;
  const people = createPeople(count, { ...secrets, random });
  const endpoints: Endpoint[] = [];
  const counted: Counted = { ticks: 0, requests: 0, crashes: 0, stops: 0, pauses: 0, fenced: 0 };

  const { database: plain, look } = openInMemory(() => watched.committed());
  // Nobody looks before there is something to look at.
  let watched: Pick<Checker, 'committed'> = { committed: () => undefined };
  const checker = createChecker({
    look,
    people,
    verdict,
    trace,
    now: clock.now,
    dueAt: (instant) => clock.at(instant, () => checker.ticked()),
  });
  const database = sabotage.database?.(plain) ?? plain;

  const outside: Outbound = {
    async post(request) {
      counted.requests++;
      const id = new URL(request.url).hostname.split('.')[0];
      if (id === OPERATORS) return answered({ status: 204, retryAfter: null, chunks: [] });
      const endpoint = endpoints.find((one) => one.id === id);
      return endpoint?.kind === 'webhook' ? endpoint.system.take(request) : unreachable('dns');
    },
  };
  const shared: NodeParts['shared'] = {
    ...secrets,
    baseUrl: 'https://heed.example',
    targetPolicy: { allow: 'public' },
    compose: async ({ to, kind }) => ({ to, subject: kind, html: kind, text: kind }),
    sendMail: async () => ({ kind: 'sent' }),
    adminEmails: ['admin@group.example'],
    alertWebhook: {
      url: `https://${OPERATORS}.group.example/`,
      secret: webhookSecretSchema.parse(ALERT_SECRET),
    },
  };
  const nodes = Array.from({ length: options.nodes }, (_, index) => nodeOf(`node ${index + 1}`));
  const speaking = createSpeaking({
    clock,
    chance: createChance(options.seed, 'speaking'),
    people,
    nodes,
    checker,
    // Who has recorded something rings for itself; the others find it when they look.
    recorded: ring,
  });
  const ringing = new Set<SimulatedNode>();

  function ring(node: SimulatedNode): void {
    if (ringing.has(node)) return;
    ringing.add(node);
    clock.at(clock.now() + GATHER_MILLIS, () => {
      ringing.delete(node);
      void tick(node, 'propagate');
    });
  }

  function nodeOf(name: string): SimulatedNode {
    const chance = createChance(options.seed, name);
    return createNode({
      name,
      clock,
      chance,
      database,
      outbound: sabotage.outbound?.(outside) ?? outside,
      shared,
      trouble() {
        if (clock.now() >= world.storage.until || !chance.happens(world.storage.share)) return 'none';
        return chance.happens(0.5) ? 'before' : 'after';
      },
      failed: (event, code) => unexpected(`${name}: ${event}`, code),
      createHeed: sabotage.createHeed,
    });
  }

  function unexpected(where: string, code: string): void {
    trace.note(null, `${where} ${code}`);
    if (code !== 'STORE_UNAVAILABLE') verdict.broken('code', null, `${where} failed with ${code}`);
  }

  async function tick(node: SimulatedNode, work: Work): Promise<void> {
    const { process } = node;
    if (process === undefined) return;
    counted.ticks++;
    const end = doWork(process.heed, work).then(
      (fenced) => void (counted.fenced += fenced),
      (error) => failedTick(node, work, error),
    );
    await Promise.race([end, process.life.ended]);
    checker.ticked();
  }

  function failedTick({ name }: SimulatedNode, work: Work, error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    unexpected(`${name}: ${work}`, code);
  }

  const founder = createHeed({
    ...shared,
    database: plain,
    outbound: outside,
    now: clock.now,
    random,
    sleep: clock.sleep,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });

  const world: World = {
    clock,
    database: plain,
    people,
    nodes,
    endpoints,
    checker,
    verdict,
    trace,
    speaking,
    counted,
    founder,
    storage: { until: START, share: 0 },
    tick,
    close: () => plain.close(),
    async addSender(planned) {
      const { seed, outages } = options;
      const parts = { seed, outages, people: count, clock, nodes, checker, verdict, trace, founder };
      const endpoint = await openEndpoint(parts, planned);
      endpoints.push(endpoint);
      return endpoint;
    },
  };
  await migrate(plain, START);
  watched = checker;
  await found(founder);
  for (const node of nodes) node.start();
  return world;
}

const GATHER_MILLIS = 20;

function secretsOf(): Pick<HeedParts, 'keyring' | 'identityKey'> {
  const keys = parseKeyring(KEYS);
  const identity = parseIdentityKey(IDENTITY_KEY);
  if (keys.kind !== 'keyring' || identity.kind !== 'key') throw new Error('the simulated keys do not parse');
  return { keyring: keys.keyring, identityKey: identity.key };
}

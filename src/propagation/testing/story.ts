import fc from 'fast-check';
import type { Connector } from '../../senders/connectors/connector.ts';
import { createKnownSenders } from '../../senders/known-senders.ts';
import { readSenders } from '../../senders/registry.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';
import type { ReplayWish } from '../start-replay.ts';
import { type Death, type Mortal, mortal } from './crashing.ts';
import { createFakeVendor, type FakeVendor, type Mood } from './fake-vendor.ts';
import { auditOf } from './reference.ts';
import { aWorker, type Worker } from './worker.ts';
import {
  addressOf,
  erase,
  HOUR,
  idOf,
  keyring,
  MINUTE,
  openWorld,
  rowsOf,
  type Said,
  type World,
} from './world.ts';

export const NAMES = ['ada', 'bob', 'cleo', 'dan'];
const WORKERS = 3;
const SENDERS_MAX = 4;
const MOODS: Mood[] = [
  'well',
  'well',
  'down',
  'answer_lost',
  'late',
  'slow_down',
  'forbidden',
  'all_retry',
  'half_retry',
  'forgets_last',
  'throws',
];

const INTERRUPTIONS = ['taken_over', 'spoken', 'stopped', 'slow', 'rebranded', 'told_again'] as const;

/**
 * What happens while a request is under way: another worker takes over, somebody speaks, the process is told to stop, a
 * sender is given or loses a brand, or is to be told all again.
 */
export type Interruption = {
  readonly at: number;
  readonly what: (typeof INTERRUPTIONS)[number];
};

/** One thing that happens. */
export type Step =
  | { readonly kind: 'say'; readonly said: Said[] }
  | { readonly kind: 'advance'; readonly millis: number }
  | { readonly kind: 'turn'; readonly name: string; readonly against: 'rejects' | 'chokesOn' | 'diesOf' }
  | { readonly kind: 'erase'; readonly name: string }
  /** Another sender comes. */
  | { readonly kind: 'join'; readonly brands: readonly string[] }
  | { readonly kind: 'rebrand'; readonly which: number; readonly brands: readonly string[] }
  | { readonly kind: 'replay'; readonly which: number; readonly fromSeq: number }
  | { readonly kind: 'person'; readonly which: number; readonly name: string }
  | {
      readonly kind: 'tick';
      readonly worker: number;
      readonly alsoWorker: number | undefined;
      readonly moods: Mood[];
      readonly death: Death | undefined;
      readonly interruption: Interruption | undefined;
    };

const saying: fc.Arbitrary<Said> = fc.record({
  by: fc.constantFrom(...NAMES),
  about: fc.constantFrom('*', 'a', 'a/t', 'a/u', 'b', 'b/t'),
  word: fc.constantFrom('opt_out' as const, 'opt_out' as const, 'opt_in' as const, 'undeliverable' as const),
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const tick: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('tick' as const),
  worker: fc.nat(WORKERS - 1),
  alsoWorker: maybe(fc.nat(WORKERS - 1)),
  moods: fc.array(fc.constantFrom(...MOODS), { maxLength: 6 }),
  death: maybe(fc.record({ at: fc.integer({ min: 1, max: 40 }), afterwards: fc.boolean() })),
  interruption: maybe(
    fc.record({
      at: fc.integer({ min: 1, max: 4 }),
      what: fc.constantFrom(...INTERRUPTIONS),
    }),
  ),
});

const anyBrands = fc.constantFrom(['a'], ['b'], ['a', 'b']);
const anySender = fc.nat(SENDERS_MAX - 1);

/** Any story of a few people, a few senders that come, change and are told again, and three workers. */
export const anyStory: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('say' as const),
        said: fc.array(saying, { minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 6, arbitrary: tick },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('advance' as const),
        // A clock that is set right steps back by minutes.
        millis: fc.constantFrom(500, 2_000, 45_000, MINUTE, 20 * MINUTE, HOUR, -3 * MINUTE),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('turn' as const),
        name: fc.constantFrom(...NAMES),
        against: fc.constantFrom('rejects' as const, 'chokesOn' as const, 'diesOf' as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('erase' as const), name: fc.constantFrom(...NAMES) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('join' as const), brands: anyBrands }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('rebrand' as const), which: anySender, brands: anyBrands }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('replay' as const), which: anySender, fromSeq: fc.nat(6) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('person' as const),
        which: anySender,
        name: fc.constantFrom(...NAMES),
      }),
    },
  ),
  { minLength: 1, maxLength: 20 },
);

/** A sender, the system behind it, and what of its past the tables no longer show. */
export interface Player {
  readonly sender: Sender;
  readonly vendor: FakeVendor;
  /** All brands it has ever had. */
  readonly brands: Set<string>;
  /** How many timed entries it had acknowledged of brands when it lost them. */
  bygone: number;
  /** How many requests its system had had when a replay began, by replay. */
  readonly began: Map<string, number>;
}

/** A story being told: the world, who carries, and the vendors behind the senders. */
export interface Stage {
  readonly world: World;
  readonly senders: readonly Player[];
  perform(step: Step): Promise<void>;
  /** One tick without faults, by the workers in turn. */
  calmTick(): Promise<void>;
}

/** Sets the stage: sender `one` mails for brand a, sender `two` for a and b. */
export async function setStage(itemsMax: number): Promise<Stage> {
  const world = await openWorld();
  const senders: Player[] = [];
  await join('one', ['a']);
  await join('two', ['a', 'b']);

  async function join(id: string, brands: readonly string[]): Promise<void> {
    const sender = await world.addSender({ id, brands });
    senders.push({
      sender,
      vendor: createFakeVendor({ itemsMax }),
      brands: new Set(brands),
      bygone: 0,
      began: new Map(),
    });
  }

  const auditOfPlayer = ({ sender, vendor }: Player) =>
    auditOf(world.database, { sender, states: vendor.states, names: NAMES });

  async function rebrand(player: Player | undefined, brands: readonly string[]): Promise<void> {
    if (player === undefined) return;
    const { sender } = player;
    let bygone = 0;
    // Counted right before it is done: nothing comes between two awaits that nobody else waits for.
    const counting: Database = {
      ...world.database,
      async commit(statements) {
        let settled: number;
        do {
          settled = (await rowsOf(world.database, 'delivery')).length;
          bygone = (await auditOfPlayer(player)).acknowledged.filter(
            ({ brand, due_at }) => due_at !== null && brand !== '*' && !brands.includes(brand),
          ).length;
        } while ((await rowsOf(world.database, 'delivery')).length !== settled);
        return world.database.commit(statements);
      },
    };
    await world.setBrands(brands, sender.id, counting);
    player.bygone += bygone;
    for (const brand of brands) player.brands.add(brand);
  }

  async function tellAgain(player: Player | undefined, wish: ReplayWish): Promise<void> {
    if (player === undefined) return;
    const outcome = await world.replay(wish, player.sender.id);
    if (outcome.kind === 'started') player.began.set(outcome.id, player.vendor.requests.length);
  }

  const connector: Connector = {
    kind: 'fake',
    itemsMax,
    push: async (input) => vendorOf(input.sender).push(input),
  };
  let lives = 0;
  let calmTicks = 0;
  const processes: Mortal[] = Array.from({ length: WORKERS }, () => mortal(world.database));
  const workers = processes.map((_, index) => born(index));

  function vendorOf(id: string): FakeVendor {
    const found = senders.find(({ sender }) => sender.id === id);
    if (found === undefined) throw new Error(`nobody is called ${id}`);
    return found.vendor;
  }

  /** A worker as it is after a start: it remembers nothing. */
  function born(index: number): Worker {
    const database = processes[index]?.database ?? world.database;
    // As in a process: it may go by what a sender's brands were some seconds ago.
    const known = createKnownSenders(() => readSenders(database, keyring), world.now);
    return aWorker(world, { connector, database, name: `life-${++lives}`, senders: () => known.read() });
  }

  async function tickOf(index: number, signal?: AbortSignal): Promise<void> {
    // Nothing but a dead process makes a tick reject; what it left behind is what the invariants look at.
    await workers[index]?.tick({ signal }).catch(() => undefined);
  }

  async function perform(step: Step): Promise<void> {
    switch (step.kind) {
      case 'say':
        await world.say(...step.said);
        return;
      case 'advance':
        world.advance(step.millis);
        return;
      case 'turn':
        for (const { vendor } of senders) toggle(vendor[step.against], addressOf(step.name));
        return;
      case 'erase':
        return erase(world.database, step.name);
      case 'join':
        if (senders.length < SENDERS_MAX) await join(`late-${senders.length}`, step.brands);
        return;
      case 'rebrand':
        return rebrand(senders[step.which], step.brands);
      case 'replay':
        return tellAgain(senders[step.which], step);
      case 'person':
        return tellAgain(senders[step.which], { kind: 'person', recipientId: idOf(step.name) });
      case 'tick':
        return performTick(step);
    }
  }

  async function performTick(step: Extract<Step, { kind: 'tick' }>): Promise<void> {
    const { worker, alsoWorker, moods, death, interruption } = step;
    const stopping = new AbortController();
    let requests = 0;
    for (const { vendor } of senders) {
      vendor.moods.splice(0, Infinity, ...moods);
      vendor.meanwhile = async () => {
        if (++requests === interruption?.at) await interrupt(interruption.what, worker, stopping);
      };
    }
    processes[worker]?.prepare(death);
    const others = alsoWorker === undefined || alsoWorker === worker ? [] : [tickOf(alsoWorker)];
    await Promise.all([tickOf(worker, stopping.signal), ...others]);
    for (const { vendor } of senders) {
      vendor.moods.length = 0;
      vendor.meanwhile = () => undefined;
    }
    processes[worker]?.prepare(undefined);
    if (death !== undefined || stopping.signal.aborted) workers[worker] = born(worker);
  }

  async function interrupt(
    what: Interruption['what'],
    worker: number,
    stopping: AbortController,
  ): Promise<void> {
    switch (what) {
      case 'slow':
        return world.advance(45_000);
      case 'spoken':
        await world.say({ by: 'ada', about: 'a', word: 'opt_in' }, { by: 'ada', about: '*' });
        return;
      case 'stopped':
        return stopping.abort();
      case 'rebranded': {
        const two = senders[1];
        const { brands = [] } = (two && (await auditOfPlayer(two))) ?? {};
        return rebrand(two, brands.includes('b') ? ['a'] : ['a', 'b']);
      }
      case 'told_again':
        return tellAgain(senders[1], { kind: 'replay', fromSeq: 0 });
      case 'taken_over':
        world.advance(2 * MINUTE);
        return tickOf((worker + 1) % WORKERS);
    }
  }

  return {
    world,
    senders,
    perform,
    async calmTick() {
      await tickOf(calmTicks++ % WORKERS);
    },
  };
}

function toggle(set: Set<string>, value: string): void {
  if (!set.delete(value)) set.add(value);
}

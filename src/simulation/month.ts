import { type Chance, createChance } from './chance.ts';
import { letChange } from './changes.ts';
import { finalCheck } from './checks/final-check.ts';
import { burstsOf, saidIn } from './crowd.ts';
import type { Endpoint, PlannedSender } from './endpoint.ts';
import { letFail, letPoison } from './faults.ts';
import type { SimulatedNode } from './node.ts';
import type { SimulationOptions } from './options.ts';
import { BRANDS } from './scopes.ts';
import { DAY, HOUR, MINUTE, weatherFor } from './weather.ts';
import { EVERY_MILLIS, WORKS } from './works.ts';
import { openWorld, type Sabotage, START, type World } from './world.ts';

/** How a run is watched and cut short. */
export interface Watching {
  /** Called once a virtual day, from 0. */
  readonly day?: ((day: number, world: World) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly sabotage?: Sabotage | undefined;
}

const FETCH_EVERY_MILLIS = 20 * MINUTE;
// A share of the senders comes later, when there is a history to catch up on.
const LATE_SHARE = 0.1;
// What was parked comes due within the hour, and a list that is carried by hand takes a day or two.
const QUIET_MILLIS_MAX = 5 * DAY;
const QUIET_STEP_MILLIS = 4 * HOUR;

/** Lives through a month, or as much of it as holds, and answers the world as it is then. */
export async function liveThrough(options: SimulationOptions, watching: Watching = {}): Promise<World> {
  const { days, seed, outages, without, opt_outs: optOuts } = options;
  const people = Math.max(10, Math.ceil(optOuts * 0.6));
  const world = await openWorld({ options, people, sabotage: watching.sabotage });
  const { clock, verdict } = world;
  const end = START + days * DAY;
  const mayGoOn = () => verdict.violation === undefined && watching.signal?.aborted !== true;

  await bringSenders(world, options, end);
  for (const node of world.nodes) keepTicking(world, node, createChance(seed, `${node.name} loops`));
  if (!without.includes('receivers')) {
    for (const [index, endpoint] of world.endpoints.entries()) letRain(endpoint, index, options, end);
  }
  letFail(world, { until: end, outages, without, chance: createChance(seed, 'faults') });
  if (!without.includes('poison'))
    letPoison(world, { until: end, outages, chance: createChance(seed, 'poison') });
  if (!without.includes('changes')) letChange(world, { until: end, chance: createChance(seed, 'changes') });
  letSpeak(world, options, end);
  for (let day = 0; day < days && mayGoOn(); day++) {
    watching.day?.(day, world);
    await clock.run(START + (day + 1) * DAY, mayGoOn);
  }
  if (mayGoOn()) await quieten(world, end, mayGoOn);
  if (mayGoOn()) await finalCheck(world);
  return world;
}

/** Engages the senders: most at once, some when the month is half over. */
async function bringSenders(world: World, options: SimulationOptions, end: number): Promise<void> {
  const chance = createChance(options.seed, 'senders');
  const late =
    options.senders < 4 || options.without.includes('changes')
      ? 0
      : Math.max(1, Math.floor(options.senders * LATE_SHARE));
  for (let index = 0; index < options.senders; index++) {
    const sender = plannedSender(index, chance);
    if (index < options.senders - late) {
      await world.addSender(sender);
      continue;
    }
    const at = START + Math.round((0.3 + 0.4 * chance.fraction()) * (end - START));
    world.clock.at(at, () => {
      void world.addSender(sender).then((endpoint) => {
        if (!options.without.includes('receivers')) letRain(endpoint, index, options, end);
      });
    });
  }
}

function plannedSender(index: number, chance: Chance): PlannedSender {
  const first = BRANDS[index % BRANDS.length] ?? BRANDS[0];
  const more = Array.from({ length: chance.pick([0, 0, 1, 1, 2]) }, () => chance.pick(BRANDS));
  return {
    id: `s${String(index + 1).padStart(2, '0')}`,
    kind: kindOf(index),
    brands: [...new Set([first, ...more])].sort(),
  };
}

/** Of ten senders two fetch for themselves, and one is told by hand. */
function kindOf(index: number): PlannedSender['kind'] {
  if (index % 5 === 3) return 'feed';
  return index % 10 === 6 ? 'manual' : 'webhook';
}

function letRain(endpoint: Endpoint, index: number, { seed, outages }: SimulationOptions, end: number): void {
  const chance = createChance(seed, `weather ${endpoint.id}`);
  const episodes = weatherFor(index, { from: START, to: end, outages, chance });
  // Whoever fetches or carries has no other weather than not to.
  const absences = episodes.filter(({ what }) => what === 'down' || what === 'refusing');
  endpoint.outages = endpoint.kind === 'webhook' ? episodes : absences;
  endpoint.system.episodes = endpoint.outages;
}

/** Lets a node look by itself, at jittered intervals, for as long as the world runs. */
function keepTicking(world: World, node: SimulatedNode, chance: Chance): void {
  const { clock } = world;
  for (const work of WORKS) {
    const next = () => {
      clock.at(clock.now() + Math.round(EVERY_MILLIS[work] * (0.5 + chance.fraction())), () => {
        void world.tick(node, work);
        next();
      });
    };
    next();
  }
}

/** Lets people say what they have to say, and feed clients fetch. */
function letSpeak(world: World, { seed, opt_outs: optOuts, without }: SimulationOptions, end: number): void {
  const { clock, people, speaking } = world;
  const chance = createChance(seed, 'crowd');
  const crowd = { people: people.count, chance, others: !without.includes('people') };
  for (const burst of burstsOf(optOuts, { from: START, to: end - HOUR, chance })) {
    clock.at(burst.at, () => {
      const node = chance.pick(world.nodes);
      const requests = saidIn(burst, crowd, { now: clock.now(), until: end });
      for (const request of requests) void speaking.say(request, node);
    });
  }
  const fetches = createChance(seed, 'fetches');
  const next = () => {
    clock.at(clock.now() + Math.round(FETCH_EVERY_MILLIS * (0.5 + fetches.fraction())), () => {
      for (const { kind, system } of world.endpoints) {
        if (kind === 'feed') void system.fetch();
        if (kind === 'manual') void system.carry();
      }
      next();
    });
  };
  next();
}

/** Everything is mended, and there is time to catch up. */
async function quieten(world: World, end: number, mayGoOn: () => boolean): Promise<void> {
  world.storage = { until: 0, share: 0 };
  for (const node of world.nodes) {
    node.kill();
    node.start();
  }
  for (const endpoint of world.endpoints) {
    endpoint.system.episodes = [];
    if (endpoint.kind !== 'webhook') continue;
    for (const poisoned of Object.values(endpoint.system.poison)) poisoned.clear();
  }
  const { clock } = world;
  while (mayGoOn() && clock.now() < end + QUIET_MILLIS_MAX && !isCaughtUp(world)) {
    await clock.run(clock.now() + QUIET_STEP_MILLIS, mayGoOn);
  }
}

/** True when nobody is owed anything. */
function isCaughtUp({ checker }: World): boolean {
  return [...checker.accounts.values()].every(
    (account) => account.retired || account.parkedCount + account.waiting === 0,
  );
}

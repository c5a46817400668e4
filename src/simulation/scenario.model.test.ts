import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVERYTHING, type Scope, topicScope } from '../consent/scope.ts';
import { finalCheck } from './checks/final-check.ts';
import type { Down } from './mood.ts';
import type { Utterance } from './speaking.ts';
import { HOUR, MINUTE } from './weather.ts';
import type { Work } from './works.ts';
import { openWorld, type World } from './world.ts';

const PEOPLE = 4;
const NODES = 2;
const SENDERS = [
  { id: 's01', kind: 'webhook', brands: ['clearview'] },
  { id: 's02', kind: 'webhook', brands: ['clearview', 'soundpage'] },
  { id: 's03', kind: 'feed', brands: ['soundpage'] },
] as const;

const node = fc.nat(NODES - 1);
const sender = fc.nat(SENDERS.length - 1);
const scope: fc.Arbitrary<Scope> = fc.constantFrom(
  EVERYTHING,
  topicScope('clearview', 'offers'),
  topicScope('clearview', 'news'),
  topicScope('soundpage', 'offers'),
);
const HOW: readonly Down[] = ['http_500', 'http_401', 'timeout', 'reset'];

/** Everything that can happen next, in one word each. */
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      person: fc.nat(PEOPLE - 1),
      word: fc.constantFrom('opt_out' as const, 'opt_out' as const, 'opt_in' as const, 'undo' as const),
      scope,
      node,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('tick' as const),
      work: fc.constantFrom<Work>('propagate', 'propagate', 'propagate', 'watch'),
      node,
      // Not waited for: what comes next happens meanwhile.
      meanwhile: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fetch' as const), sender }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      node,
      steps: fc.integer({ min: 1, max: 40 }),
      afterwards: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pause' as const),
      node,
      minutes: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      node,
      minutes: fc.integer({ min: -5, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('outage' as const),
      sender,
      what: fc.constantFrom(
        'down' as const,
        'lossy' as const,
        'partial' as const,
        'garbled' as const,
        'well' as const,
      ),
      how: fc.constantFrom(...HOW),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('poison' as const),
      sender,
      person: fc.nat(PEOPLE - 1),
      poison: fc.constantFrom('rejected' as const, 'choking' as const, 'deadly' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      minutes: fc.constantFrom(1, 15, 90, 1_440),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer Made> ? Made : never;

async function perform(world: World, given: Command): Promise<void> {
  const { clock, nodes, endpoints } = world;
  switch (given.kind) {
    case 'say': {
      const at = nodes[given.node];
      const { person, word, scope: about } = given;
      const said: Utterance = { person, kind: word, scope: about, channel: 'page', agoMillis: 0 };
      if (at !== undefined) void world.speaking.say([said], at);
      return clock.run(clock.now() + MINUTE);
    }
    case 'tick': {
      const at = nodes[given.node];
      if (at !== undefined) void world.tick(at, given.work);
      return given.meanwhile ? clock.settle() : clock.run(clock.now() + MINUTE);
    }
    case 'fetch': {
      const endpoint = endpoints[given.sender];
      if (endpoint?.kind === 'feed') void endpoint.system.fetch();
      return clock.run(clock.now() + MINUTE);
    }
    case 'crash':
      nodes[given.node]?.process?.life.light(given);
      return;
    case 'pause':
      nodes[given.node]?.process?.life.freezeUntil(clock.now() + given.minutes * MINUTE);
      return;
    case 'clock': {
      const at = nodes[given.node];
      if (at !== undefined) at.skewMillis = given.minutes * MINUTE;
      return;
    }
    case 'outage': {
      const endpoint = endpoints[given.sender];
      const { what, how } = given;
      if (endpoint === undefined) return;
      endpoint.system.episodes = what === 'well' ? [] : [{ from: 0, to: Infinity, what, how, share: 1 }];
      return;
    }
    case 'poison': {
      const endpoint = endpoints[given.sender];
      if (endpoint?.kind !== 'webhook') return;
      const set = endpoint.system.poison[given.poison];
      if (!set.delete(given.person)) set.add(given.person);
      return;
    }
    case 'advance':
      await clock.run(clock.now() + given.minutes * MINUTE);
      for (const one of nodes) one.start();
  }
}

/** Nothing fails any more, and everybody gets their turns. */
async function calmDown(world: World): Promise<void> {
  const { clock, nodes, endpoints } = world;
  for (const { system } of endpoints) system.episodes = [];
  for (const endpoint of endpoints) {
    if (endpoint.kind !== 'webhook') continue;
    for (const poisoned of Object.values(endpoint.system.poison)) poisoned.clear();
  }
  for (const one of nodes) {
    one.kill();
    one.start();
  }
  for (let hour = 0; hour < CALM_HOURS; hour++) {
    const at = nodes[hour % nodes.length];
    if (at !== undefined) {
      void world.tick(at, 'propagate');
      void world.tick(at, 'watch');
    }
    for (const endpoint of endpoints) if (endpoint.kind === 'feed') void endpoint.system.fetch();
    await clock.run(clock.now() + HOUR);
  }
}

const CALM_HOURS = 8;
const RUNS = Number(process.env.HEED_TEST_RUNS ?? 40);

it('keeps every promise, whatever happens in whatever order', async () => {
  const property = fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
    const options = { seed: 1, nodes: NODES, outages: 'none' as const, without: [] };
    const world = await openWorld({ options, people: PEOPLE });
    try {
      for (const planned of SENDERS) await world.addSender(planned);
      for (const one of commands) {
        await perform(world, one);
        expect(world.verdict.violation).toBeUndefined();
      }
      await calmDown(world);
      await finalCheck(world);
      expect(world.verdict.violation).toBeUndefined();
    } finally {
      await world.close();
    }
  });
  // A failure prints the seed and the shortest story.
  await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
}, 600_000);

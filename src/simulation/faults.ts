import type { Chance } from './chance.ts';
import { drawSkew, type SimulatedNode } from './node.ts';
import type { Fault, Outages } from './options.ts';
import { DAY, HOUR, MINUTE, SECOND } from './weather.ts';
import type { World } from './world.ts';

/** How often what happens to a node, in hours; the same for the database. */
interface Hazards {
  readonly crashHours: number;
  readonly pauseHours: number;
  readonly skewHours: number;
  readonly storageHours: number;
}

const HAZARDS: Readonly<Record<Exclude<Outages, 'none'>, Hazards>> = {
  light: { crashHours: 96, pauseHours: 72, skewHours: 72, storageHours: 240 },
  heavy: { crashHours: 14, pauseHours: 10, skewHours: 20, storageHours: 40 },
};

// A crash is armed and goes off some steps later, wherever that is: between any two of them.
const STEPS_MAX = 150;
const DOWN_MILLIS_MAX = 40 * MINUTE;
// Longer than a lease, and sometimes longer than a lease and the skew of two clocks.
const PAUSE_MILLIS_MAX = 25 * MINUTE;
const STORAGE_MILLIS_MAX = 20 * MINUTE;

/** Everything that befalls the service's own machines until an instant. */
export function letFail(
  world: World,
  {
    until,
    outages,
    without,
    chance,
  }: { until: number; outages: Outages; without: readonly Fault[]; chance: Chance },
): void {
  if (outages === 'none') return;
  const hazards = HAZARDS[outages];
  const { clock, nodes, counted, trace } = world;

  /** Calls again and again, about every so many hours. */
  function often(fault: Fault, everyHours: number, act: () => void): void {
    if (without.includes(fault)) return;
    const next = () => {
      const at = clock.now() - Math.log(1 - chance.fraction()) * everyHours * HOUR;
      if (at >= until) return;
      clock.at(Math.round(at), () => {
        act();
        next();
      });
    };
    next();
  }

  const doomed = new WeakSet<object>();

  function crash(node: SimulatedNode): void {
    const { process } = node;
    if (process === undefined || doomed.has(process)) return;
    doomed.add(process);
    counted.crashes++;
    process.life.light({ steps: chance.between(1, STEPS_MAX), afterwards: chance.happens(0.5) });
    void process.life.ended.then(() => {
      trace.note(null, `${node.name} died`);
      clock.at(clock.now() + chance.magnitude(SECOND, DOWN_MILLIS_MAX), () => node.start());
    });
  }

  function pause(node: SimulatedNode): void {
    const millis = chance.magnitude(5 * SECOND, PAUSE_MILLIS_MAX);
    if (node.process === undefined) return;
    counted.pauses++;
    trace.note(null, `${node.name} stands still for ${Math.round(millis / SECOND)} s`);
    node.process.life.freezeUntil(clock.now() + millis);
  }

  for (const node of nodes) {
    often('crashes', hazards.crashHours, () => crash(node));
    often('pauses', hazards.pauseHours, () => pause(node));
    if (!without.includes('skew')) node.skewMillis = drawSkew(chance);
    often('skew', hazards.skewHours, () => {
      node.skewMillis = drawSkew(chance);
      trace.note(null, `the clock of ${node.name} is set ${Math.round(node.skewMillis / SECOND)} s off`);
    });
  }
  often('storage', hazards.storageHours, () => {
    const millis = chance.magnitude(10 * SECOND, STORAGE_MILLIS_MAX);
    world.storage = {
      until: clock.now() + millis,
      share: chance.happens(0.3) ? 1 : 0.05 + chance.fraction() * 0.4,
    };
    trace.note(null, `the database is in trouble for ${Math.round(millis / SECOND)} s`);
  });
}

/** Some receivers cannot bear some people, for days; a person mends that in the end. */
export function letPoison(
  world: World,
  { until, outages, chance }: { until: number; outages: Outages; chance: Chance },
): void {
  if (outages === 'none') return;
  const { clock, people } = world;
  const perDay = outages === 'heavy' ? 1 : 0.2;
  for (const endpoint of world.endpoints) {
    if (endpoint.kind !== 'webhook') continue;
    const { poison } = endpoint.system;
    const next = () => {
      const at = clock.now() - (Math.log(1 - chance.fraction()) * DAY) / perDay;
      if (at >= until) return;
      clock.at(Math.round(at), () => {
        // The restless are told of most often, so most often it is one of them.
        const person = chance.between(
          0,
          Math.min(people.count, chance.happens(0.7) ? 200 : people.count) - 1,
        );
        const set = chance.pick([poison.rejected, poison.choking, poison.deadly]);
        set.add(person);
        clock.at(clock.now() + chance.magnitude(HOUR, 5 * DAY), () => set.delete(person));
        next();
      });
    };
    next();
  }
}

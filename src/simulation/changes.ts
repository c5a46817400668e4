import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { setSenderBrands } from '../propagation/set-sender-brands.ts';
import { startReplay } from '../propagation/start-replay.ts';
import { retireSender } from '../senders/retire-sender.ts';
import type { Sender } from '../senders/sender.ts';
import type { Chance } from './chance.ts';
import { BRANDS } from './scopes.ts';
import { DAY } from './weather.ts';
import type { World } from './world.ts';

// About so often somebody in the company changes something about a sender.
const EVERY_DAYS = 1;
const BRANDS_MAX = 4;
const REPLAY_ENTRIES_MAX = 2_000;

/** What the company changes about its senders until an instant: brands they are given, what they are told again, an end. */
export function letChange(world: World, { until, chance }: { until: number; chance: Chance }): void {
  const { clock, endpoints } = world;
  const next = () => {
    const at = clock.now() - Math.log(1 - chance.fraction()) * EVERY_DAYS * DAY;
    if (at >= until) return;
    clock.at(at, () => {
      const { id } = chance.pick(endpoints);
      void changed(world, id, chance);
      next();
    });
  };
  next();
  // The last of several leaves, with everything it owes.
  const leaver = endpoints.at(-1);
  if (leaver === undefined || endpoints.length < LEAVES_OF) return;
  clock.at(clock.now() + (until - clock.now()) * 0.7, () => void retired(world, leaver.id));
}

const LEAVES_OF = 6;

async function changed(world: World, id: string, chance: Chance): Promise<void> {
  const { founder, checker, people } = world;
  const sender = await senderOf(founder, id);
  if (sender === undefined || sender.retiredAt !== null) return;
  const audit = auditBy(founder, 'simulation');
  const { headSeq } = checker.book;
  if (chance.happens(0.3)) return given(world, sender, chance);
  const person = people.person(chance.between(0, people.count - 1)).recipientId;
  const fromSeq = Math.max(0, headSeq - chance.magnitude(1, REPLAY_ENTRIES_MAX));
  const wish = chance.happens(0.5)
    ? ({ kind: 'person', recipientId: person } as const)
    : ({ kind: 'replay', fromSeq } as const);
  movesBack(world, id);
  const { kind } = await startReplay(founder, sender, wish, audit);
  if (kind === 'started')
    world.trace.note(
      id,
      wish.kind === 'replay' ? `is told again after ${fromSeq}` : 'is told again of one person',
    );
}

/** Gives a sender another brand. */
async function given(world: World, sender: Sender, chance: Chance): Promise<void> {
  const { founder, checker } = world;
  const others = BRANDS.filter((brand) => !sender.brands.includes(brand));
  if (sender.brands.length >= BRANDS_MAX || others.length === 0) return;
  const brand = chance.pick(others);
  world.trace.note(sender.id, `is given the brand ${brand}`);
  checker.giving(sender.id, brand);
  movesBack(world, sender.id);
  await setSenderBrands(founder, sender.id, [...sender.brands, brand], auditBy(founder, 'simulation'));
}

/** One that fetches may find itself moved back. */
function movesBack({ endpoints }: World, id: string): void {
  const endpoint = endpoints.find((one) => one.id === id);
  if (endpoint?.kind === 'feed') endpoint.system.movesBack++;
}

async function retired(world: World, id: string): Promise<void> {
  const { founder, checker } = world;
  checker.retiring(id);
  world.trace.note(id, 'is retired');
  await retireSender(
    founder,
    id,
    { name: 'Ada Lovelace', reason: 'The system was switched off.' },
    auditBy(founder, 'simulation'),
  );
}

async function senderOf(founder: Heed, id: string): Promise<Sender | undefined> {
  founder.senders.forget();
  return (await founder.senders.read()).find((one) => one.id === id);
}

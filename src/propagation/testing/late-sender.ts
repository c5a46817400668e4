import { heldFor } from '../../senders/hold.ts';
import { replaysOf } from '../replay-list.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { aWorker } from './worker.ts';
import { MINUTE, openWorld, type Said } from './world.ts';

/** A world in which that was said, and then a sender came that is called. */
export async function aLateSender({
  said = [],
  itemsMax = 100,
}: {
  said?: readonly Said[];
  itemsMax?: number;
} = {}) {
  const world = await openWorld();
  if (said.length > 0) await world.say(...said);
  world.advance(MINUTE);
  const sender = await world.addSender();
  const vendor = createFakeVendor({ itemsMax });
  const worker = aWorker(world, { connector: vendor });
  return {
    ...world,
    world,
    sender,
    vendor,
    tick: async () => (await worker.tick()).get('mailer'),
    /** A tick whose time is up with the first request. */
    turn: async () => {
      vendor.meanwhile = () => world.advance(1);
      await worker.tick({ millisMax: 1 });
      vendor.meanwhile = () => undefined;
    },
    replays: () => replaysOf(world.database, 'mailer', { limit: 10 }),
    held: (brand = 'a') => heldFor(world.database, sender, { brand, now: world.now() }),
    /** Whom each request was about, in order. */
    sent: () => vendor.requests.map(({ items }) => items.map(({ address }) => address.split('@')[0])),
  };
}

/** So many people, each of whom opts out. */
export const people = (count: number): Said[] =>
  Array.from({ length: count }, (_, index) => ({ by: `p${index}` }));

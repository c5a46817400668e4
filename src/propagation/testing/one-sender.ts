import type { RunEnd } from '../propagate-sender.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { aWorker } from './worker.ts';
import { HOUR, openWorld, rowsOf, stateOf } from './world.ts';

/** A world with one sender for both brands, the vendor behind it, and a worker that carries. */
export async function oneSender(itemsMax = 100) {
  const world = await openWorld();
  const sender = await world.addSender({ brands: ['a', 'b'] });
  const vendor = createFakeVendor({ itemsMax });
  const worker = aWorker(world, { connector: vendor });
  return {
    ...world,
    world,
    sender,
    vendor,
    worker,
    parked: () => rowsOf(world.database, 'parked'),
    cursor: async () => (await stateOf(world.database)).cursor_seq,
    /** One tick, that much later, and how the sender's run ended. */
    later: async (millis = HOUR): Promise<RunEnd | undefined> => {
      world.advance(millis);
      return (await worker.tick()).get('mailer');
    },
  };
}

import { availableParallelism } from 'node:os';
import type { LinkOrder, MintParts } from '../links/mint.ts';
import { ADDRESSES_PER_MINT, type Minter, manyMinter } from '../links/mint-many.ts';
import { createAskedThread, threadFile } from '../threads/asked-thread.ts';

/** What a minting thread is given: the secrets as they are written, and where links lead. */
export interface MintThreadGiven {
  readonly keys: string;
  readonly identityKey: string;
  readonly baseUrl: string;
}

/** One piece of work for it. */
export interface MintQuestion {
  readonly order: LinkOrder;
  readonly addresses: readonly string[];
}

export interface MintThreads extends Minter {
  close(): Promise<void>;
}

// Below this the way to a thread and back costs more than the work.
const ADDRESSES_HERE_MAX = ADDRESSES_PER_MINT / 4;
// More minters than this and writing the answers is what takes the time.
const THREADS_MAX = 4;
// One piece under way and one waiting keep a thread busy.
const PIECES_PER_THREAD = 2;

/**
 * Makes a minter that leaves long work to threads, so that a campaign takes its links from the other cores and nobody
 * who opts out meanwhile waits for them. The threads start when they are first needed.
 */
export function createMintThreads(here: MintParts, given: MintThreadGiven): MintThreads {
  const mintHere = manyMinter(here);
  const file = threadFile(import.meta.url, 'mint-thread');
  // One core is left for answering where there are more than two; of two, answering and minting share what there is.
  const count = Math.min(THREADS_MAX, Math.max(2, availableParallelism() - 1));
  const threads = Array.from({ length: count }, () =>
    createAskedThread<MintQuestion, string[]>({ file, given }),
  );
  let asked = 0;
  return {
    atOnce: count * PIECES_PER_THREAD,
    async mint(order, addresses) {
      const thread = threads[asked % count];
      if (addresses.length <= ADDRESSES_HERE_MAX || thread === undefined) return mintHere(order, addresses);
      asked += 1;
      return thread.ask({ order, addresses });
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

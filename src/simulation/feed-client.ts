import { acknowledgeFeed, serveFeed } from '../propagation/feed.ts';
import type { Chance } from './chance.ts';
import type { Episode } from './mood.ts';
import type { SimulatedNode } from './node.ts';
import { type Received, type ReceivedItem, readItem } from './received.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A system that fetches for itself, remembers how far it has read, and sometimes forgets. */
export interface FeedClient {
  readonly received: Received;
  /** While one lasts it fetches nothing. */
  episodes: readonly Episode[];
  /** How often it was moved back, to be told again, and has not heard of it yet. */
  movesBack: number;
  /** Fetches until there is nothing more, or something fails. */
  fetch(): Promise<void>;
}

export interface FeedClientParts {
  readonly senderId: string;
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly nodes: readonly SimulatedNode[];
  readonly received: Received;
  /** How often a fetch goes wrong half-way: its answer is lost, its position is not kept. */
  readonly forgets: number;
  readonly came: (item: ReceivedItem) => void;
  readonly wrong: (what: string) => void;
  readonly note: (what: string) => void;
}

const PAGES_MAX = 20;
const BACKUP_ENTRIES_MAX = 5_000;
const PAGE_SIZES = [25, 100, 1_000] as const;

/** Makes a client that has read nothing. */
export function createFeedClient(parts: FeedClientParts): FeedClient {
  const { clock, chance, received, senderId } = parts;
  let after = 0;
  let fetching = false;

  /** One request; false where it was not answered, or there is nothing more. */
  async function page(): Promise<boolean> {
    const running = parts.nodes.flatMap(({ process }) => process ?? []);
    if (running.length === 0) return false;
    const { heed, life } = chance.pick(running);
    const answer = await Promise.race([
      asked(heed, after).catch(() => undefined),
      life.ended.then(() => undefined),
    ]);
    if (answer === undefined) return false;
    if (answer.kind === 'never_served') return goesBack(answer.cursorSeq);
    const { items, next, more } = answer.page;
    for (const item of items) {
      const read = readItem(item);
      if (read === undefined) parts.wrong('the feed holds an item that cannot be read');
      else {
        parts.came(read);
        received.apply(read);
      }
    }
    if (items.length > 0) parts.note(`fetched ${items.length} items after ${after}, next ${next}`);
    if (chance.happens(parts.forgets)) return false;
    after = next;
    return more;
  }

  /** It was moved back, and goes on from there, as the refusal says. */
  function goesBack(cursorSeq: number): boolean {
    if (client.movesBack === 0) parts.wrong(`it was served up to ${after}, and is told that it never was`);
    client.movesBack--;
    after = cursorSeq;
    return true;
  }

  /** As `GET /v1/changes?after=` does: what is asked for after is acknowledged. */
  async function asked(heed: NonNullable<SimulatedNode['process']>['heed'], from: number) {
    const sender = (await heed.senders.read()).find(({ id }) => id === senderId);
    if (sender === undefined || sender.retiredAt !== null) return undefined;
    if (from > 0) {
      const outcome = await acknowledgeFeed(heed.feed, sender, from);
      if (outcome.kind === 'never_served') return outcome;
    }
    return serveFeed(heed.feed, sender, { after: from, limit: chance.pick(PAGE_SIZES) });
  }

  const client: FeedClient = {
    received,
    episodes: [],
    movesBack: 0,
    async fetch() {
      const now = clock.now();
      if (fetching || client.episodes.some(({ from, to }) => now >= from && now < to)) return;
      fetching = true;
      // A position from a backup, mostly of today: what was read since is read again.
      if (chance.happens(parts.forgets)) after = Math.max(0, after - chance.magnitude(1, BACKUP_ENTRIES_MAX));
      for (let pages = 0; pages < PAGES_MAX && (await page()); pages++);
      fetching = false;
    },
  };
  return client;
}

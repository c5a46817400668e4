import type { Chance } from './chance.ts';
import type { Outages } from './options.ts';

/** How one request goes. */
export type Mood =
  | { readonly kind: 'well' }
  /** Answers with a failing status, or not at all; nothing is applied. */
  | { readonly kind: 'down'; readonly how: Down }
  /** 429, with a wish for patience. */
  | { readonly kind: 'storm' }
  /** Applies everything, and the answer is lost. */
  | { readonly kind: 'answer_lost' }
  /** Answers nothing now, and applies everything later: perhaps after a repeat, perhaps after what followed it. */
  | { readonly kind: 'late' }
  /** Takes that long; past the sender's patience it has applied all the same. */
  | { readonly kind: 'slow' }
  /** Takes some items, asks for some again, rejects some, forgets some. */
  | { readonly kind: 'partial' }
  /** Applies everything and answers half a list. */
  | { readonly kind: 'garbled' };

export type Down =
  | 'http_500'
  | 'http_502'
  | 'http_503'
  | 'http_401'
  | 'http_403'
  | 'http_404'
  | 'http_410'
  | 'http_302'
  | 'timeout'
  | 'connection_refused'
  | 'dns'
  | 'tls'
  | 'reset';

/** A stretch of time in which requests go wrong in one way. Epoch ms. */
export interface Episode {
  readonly from: number;
  readonly to: number;
  readonly what: 'down' | 'refusing' | 'storm' | 'lossy' | 'slow' | 'partial' | 'garbled';
  readonly how: Down;
  /** The share of requests that it spoils. */
  readonly share: number;
}

const WELL: Mood = { kind: 'well' };
// What befalls a request on an ordinary day.
const MISHAPS: Readonly<Record<Outages, number>> = { none: 0, light: 0.005, heavy: 0.03 };

/** How a request goes at an instant: as the gravest episode has it, else well but for the day's mishaps. */
export function moodAt(
  now: number,
  episodes: readonly Episode[],
  { chance, outages }: { chance: Chance; outages: Outages },
): Mood {
  for (const episode of episodes) {
    if (now >= episode.from && now < episode.to && chance.happens(episode.share))
      return moodOf(episode, chance);
  }
  return chance.happens(MISHAPS[outages]) ? mishap(chance) : WELL;
}

function moodOf({ what, how }: Episode, chance: Chance): Mood {
  switch (what) {
    case 'down':
    case 'refusing':
      return { kind: 'down', how };
    case 'lossy':
      return { kind: chance.happens(0.6) ? 'answer_lost' : 'late' };
    case 'garbled':
    case 'partial':
    case 'slow':
    case 'storm':
      return { kind: what };
  }
}

function mishap(chance: Chance): Mood {
  const how = chance.pick(['http_500', 'http_502', 'timeout', 'reset'] as const);
  const kinds = ['answer_lost', 'late', 'slow', 'partial', 'garbled', 'storm'] as const;
  return chance.happens(0.4) ? { kind: 'down', how } : { kind: chance.pick(kinds) };
}

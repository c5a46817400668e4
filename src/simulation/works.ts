import type { Heed } from '../heed.ts';
import { HOUR, MINUTE } from './weather.ts';

/**
 * What a node does by itself, again and again. Not the watchdog: it barks when the watch is silent for ten minutes, and here
 * time goes in longer strides.
 */
export const WORKS = ['propagate', 'watch', 'endPauses', 'alarm', 'mail', 'digest'] as const;
export type Work = (typeof WORKS)[number];

/**
 * How often a node looks by itself, ms. Real nodes look every second or every minute; a month of that would be ten million
 * looks, and what is found does not depend on it: whoever records something rings at once.
 */
export const EVERY_MILLIS: Readonly<Record<Work, number>> = {
  propagate: 40 * MINUTE,
  watch: 90 * MINUTE,
  endPauses: 4 * HOUR,
  alarm: 4 * HOUR,
  mail: 6 * HOUR,
  digest: 12 * HOUR,
};

const BUDGET = { millisMax: 10_000 };

/** Does one tick of one kind of work, and answers how many runs were fenced off meanwhile. */
export async function doWork(heed: Heed, work: Work): Promise<number> {
  switch (work) {
    case 'propagate': {
      const ends = await heed.propagate(BUDGET);
      return [...ends.values()].filter((end) => end === 'fenced').length;
    }
    case 'digest':
      await heed.digest(heed.now());
      return 0;
    case 'watch':
    case 'endPauses':
    case 'alarm':
    case 'mail':
      await heed[work](BUDGET);
      return 0;
  }
}

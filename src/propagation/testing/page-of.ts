import type { FeedPage, FeedServed } from '../feed.ts';

/** The page that was served; a test that expects one fails where there is none. */
export async function pageOf(serving: Promise<FeedServed>): Promise<FeedPage> {
  const served = await serving;
  if (served.kind !== 'page') throw new Error(`served up to ${served.servedSeq} only`);
  return served.page;
}

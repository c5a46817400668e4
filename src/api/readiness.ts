import type { Context } from 'hono';
import type { Heed } from '../heed.ts';
import { readTroubles, troubleWords } from '../watch/read-troubles.ts';

/**
 * Answers `/readyz`: 200 while the database answers, for whoever steers traffic, followed by a line for each trouble. Mail
 * that is dead must not take a node out: opt-outs come in all the same. Asked with `?strict`, for monitors, any trouble is
 * a 503. Throws when the database cannot answer, which is a 503 as well.
 */
export async function answerReady(heed: Heed, c: Context): Promise<Response> {
  const troubles = await readTroubles(heed.database, heed.now());
  const strict = c.req.query('strict') !== undefined;
  const ready = troubles.length === 0 || !strict;
  const lines = [ready ? 'ready' : 'in trouble', ...troubles.map(troubleWords)];
  return c.text(`${lines.join('\n')}\n`, ready ? 200 : 503, { 'cache-control': 'no-store' });
}

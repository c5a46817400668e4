import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brandHint } from '../../src/links/brand-hint.ts';
import { gmailPost } from './bodies.ts';
import { type Forgery, forgeries } from './forgeries.ts';
import { keptOf } from './ledger.ts';
import { exchange, request, requestWithBody } from './raw-http.ts';
import type { RawResponse } from './raw-response.ts';
import { beginStory, type Story } from './story.ts';
import { nodeOnSqlite } from './targets/node.ts';
import { workersOnD1 } from './targets/workers.ts';
import { mintHere } from './tokens.ts';

describe.each([nodeOnSqlite, workersOnD1])('$name: a token that is not ours for this door', (kind) => {
  let story: Story;
  let cases: Forgery[];
  beforeAll(async () => {
    story = await beginStory(kind);
    cases = await forgeries();
    // The one it is made from is good, and its person is known: nothing of that may show.
    await exchange(story.target.port, gmailPost(`/u/${mintHere('victim@example.com').unsub}`));
  });
  afterAll(() => story?.close());

  const ways: [string, (path: string) => string][] = [
    ['GET', (path) => request(`GET ${path}`)],
    ['HEAD', (path) => request(`HEAD ${path}`)],
    ['one-click POST', gmailPost],
    ['POST of our own button', (path) => requestWithBody(`POST ${path}`, [], 'press=stop')],
    ['POST of our own undo', (path) => requestWithBody(`POST ${path}`, [], 'press=undo')],
    ['POST of nothing', (path) => request(`POST ${path}`)],
  ];

  it.each(ways)('is answered to a %s with the same bytes, whatever is wrong with it', async (_, bytes) => {
    const before = await keptOf(story.target.database);
    expect(before).toMatchObject({ ledger: [{ kind: 'opt_out' }] });
    const seen = new Map<string, Set<string>>();
    for (const { path } of cases) {
      const answer = comparable(await exchange(story.target.port, bytes(path)));
      expect(answer).toMatch(/^HTTP\/1.1 404 /);
      // The brand a broken link seems to be from chooses the door that is shown; nothing else of it tells.
      const hint = brandHint(path.split('/').at(-1) ?? '') ?? 'none';
      seen.set(hint, (seen.get(hint) ?? new Set()).add(answer));
    }
    expect([...seen].map(([hint, answers]) => [hint, answers.size])).toEqual(
      [...seen.keys()].map((hint) => [hint, 1]),
    );
    expect(seen.size).toBe(2);
    expect(await keptOf(story.target.database)).toEqual(before);
  });
});

/** All of an answer but the time of day. */
function comparable({ head, body }: RawResponse): string {
  return `${head.replace(/^date: .*$/im, 'date')}\n\n${body}`;
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { call } from './api-client.ts';
import { aHeed } from './in-process.ts';
import { keptOf } from './ledger.ts';
import { exchange, request } from './raw-http.ts';
import { beginStory, mint, press, type Story, tokenOf } from './story.ts';
import { nodeOnSqlite } from './targets/node.ts';
import { workersOnD1 } from './targets/workers.ts';

describe.each([nodeOnSqlite, workersOnD1])('$name: GET, HEAD and OPTIONS', (kind) => {
  let story: Story;
  beforeAll(async () => {
    story = await beginStory(kind);
  });
  afterAll(() => story?.close());

  it('of every address of the service change nothing and say nothing about anybody', async () => {
    const paths = [...new Set((await everyToken(story)).flatMap(everyPath))];
    expect(paths.length).toBeGreaterThan(20);
    const before = await keptOf(story.target.database);
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const answer = await exchange(story.target.port, request(`${method} ${path}`));
        expect.soft(answer.status, `${method} ${path}`).toBeLessThan(500);
        expect.soft(answer.headers.has('set-cookie'), `${method} ${path}`).toBe(false);
        expect.soft(`${answer.head}${answer.body}`).not.toContain('somebody');
      }
    }
    expect(await keptOf(story.target.database)).toEqual(before);
  });

  it('of a page may show the address masked, and only there', async () => {
    const [links] = await mint(story, ['somebody@example.com']);
    const page = await call(story.target, story.transcript, links?.unsubscribe_url ?? '', {});
    expect(page.text).toContain('s***@example.com');
    expect(page.text).not.toContain('somebody');
  });
});

/** One token of each power, each of somebody with whom it would do something if it were pressed. */
async function everyToken(story: Story): Promise<string[]> {
  const [gone, here] = await mint(story, ['somebody@example.com', 'somebody.else@example.com']);
  const done = await press(story, gone?.unsubscribe_url ?? '', 'stop');
  const [, undo = ''] = /action="(\/u\/[^"]+)"/.exec(done.text) ?? [];
  expect(undo).not.toBe('');
  return [here?.unsubscribe_url ?? '', here?.preferences_url ?? '', undo].map(tokenOf);
}

/** Every route there is, with this token wherever a route has a place to fill; new routes are found by themselves. */
function everyPath(token: string): string[] {
  const { routes } = createApp(aHeed());
  return routes.map(({ path }) => path.replaceAll(/:\w+(\{[^}]*\})?/g, token).replaceAll('*', token));
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gmailPost, posts } from './bodies.ts';
import { keptOf, ledgerOf } from './ledger.ts';
import { exchange, openConnection, request } from './raw-http.ts';
import type { RawResponse } from './raw-response.ts';
import { beginStory, type Story } from './story.ts';
import { nodeOnSqlite } from './targets/node.ts';
import { workersOnD1 } from './targets/workers.ts';
import { mintHere } from './tokens.ts';

const MEBIBYTE = 1024 * 1024;
const CONNECTIONS = 100;

// workerd with its local database takes several times as long for a request as Node does.
const kinds = [
  { ...nodeOnSqlite, repeats: 10_000 },
  { ...workersOnD1, repeats: 2_000 },
];

describe.each(kinds)('$name: a POST to a link', ({ repeats, ...kind }) => {
  let story: Story;
  let people = 0;
  beforeAll(async () => {
    story = await beginStory(kind);
  });
  afterAll(() => story?.close());

  /** Somebody new, with a link of their own. */
  function someone() {
    people += 1;
    const { recipientId, unsub } = mintHere(`someone-${people}@example.com`);
    return { recipientId, path: `/u/${unsub}` };
  }

  async function entriesOf(recipientId: string) {
    const ledger = await ledgerOf(story.target.database);
    return ledger.filter((entry) => entry.recipient_id === recipientId);
  }

  it.each(posts)('opts out: $name', async ({ bytes, conforming }) => {
    const { recipientId, path } = someone();
    const response = await exchange(story.target.port, bytes(path));
    expectOneClickAnswer(response);
    const [entry, ...more] = await entriesOf(recipientId);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'opt_out', channel: 'one_click', scope: 'clearview' });
    expect(JSON.parse(entry?.evidence_json ?? '')).toMatchObject({
      body: conforming ? 'conforming' : 'nonconforming',
    });
  });

  it.each([
    ['announced', `Content-Length: ${MEBIBYTE}`, 'x'.repeat(8_192)],
    ['chunked', 'Transfer-Encoding: chunked', `8000\r\n${'x'.repeat(0x8000)}\r\n`],
  ])('with a body of 1 MB, %s, is refused before it is sent whole', async (_, header, beginning) => {
    const { recipientId, path } = someone();
    const connection = await openConnection(story.target.port);
    try {
      await connection.send(request(`POST ${path}`, [header], beginning));
      // Most of the body has not left: whoever answers now has not read it.
      const response = await connection.read();
      expect(response.status).toBe(413);
      expectPlain(response);
      await connection.ended;
      expect(await entriesOf(recipientId)).toEqual([]);
    } finally {
      connection.close();
    }
    // The server goes on serving, and the link goes on working.
    expectOneClickAnswer(await exchange(story.target.port, gmailPost(path)));
  });

  it('of the preference center opts out too', async () => {
    const { recipientId, prefs } = mintHere('preferences@example.com');
    expectOneClickAnswer(await exchange(story.target.port, gmailPost(`/p/${prefs}`)));
    expect(await entriesOf(recipientId)).toMatchObject([{ kind: 'opt_out', scope: 'clearview' }]);
  });

  it('that was cut off in its body records nothing', async () => {
    const { recipientId, path } = someone();
    const connection = await openConnection(story.target.port);
    await connection.send(request(`POST ${path}`, ['Content-Length: 26'], 'List-Unsub'));
    connection.close();
    await connection.ended;
    // A later request is answered, so the one before it has been dealt with.
    expectOneClickAnswer(await exchange(story.target.port, gmailPost(someone().path)));
    expect(await entriesOf(recipientId)).toEqual([]);
  });

  it('answers the same after link scanners have looked, and when it is repeated', async () => {
    const { recipientId, path } = someone();
    const before = await keptOf(story.target.database);
    for (let look = 0; look < 10; look++) {
      const method = look % 2 === 0 ? 'GET' : 'HEAD';
      const response = await exchange(story.target.port, request(`${method} ${path}`));
      expect(response.status).toBe(200);
      expectPlain(response);
    }
    expect(await keptOf(story.target.database)).toEqual(before);
    for (let time = 0; time < 3; time++)
      expectOneClickAnswer(await exchange(story.target.port, gmailPost(path)));
    expect(await entriesOf(recipientId)).toHaveLength(1);
  });

  it('may come from a page of another origin', async () => {
    const { recipientId, path } = someone();
    const response = await exchange(
      story.target.port,
      request(`OPTIONS ${path}`, [
        'Origin: https://mail.proton.me',
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Headers: content-type',
      ]),
    );
    expect(response.status).toBe(204);
    expectPlain(response);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
    expect(await entriesOf(recipientId)).toEqual([]);
  });

  it(`${repeats} times over is one entry, with the same answer each time`, async () => {
    const { recipientId, path } = someone();
    const bytes = gmailPost(path);
    const answers = new Set<string>();
    const connections = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => openConnection(story.target.port)),
    );
    await Promise.all(
      connections.map(async (connection) => {
        for (let time = 0; time < repeats / CONNECTIONS; time++) {
          await connection.send(bytes);
          const { status, body } = await connection.read();
          answers.add(`${status} ${body}`);
        }
        connection.close();
      }),
    );
    expect([...answers]).toEqual(['200 unsubscribed\n']);
    expect(await entriesOf(recipientId)).toHaveLength(1);
  });
});

/** What a mail program gets: 200, a tiny body, and nothing it could trip over. */
function expectOneClickAnswer(response: RawResponse): void {
  expect(response).toMatchObject({ status: 200, body: 'unsubscribed\n' });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expectPlain(response);
}

/** No redirect, no cookie, nothing stored on the way, and no referrer that could carry the token on. */
function expectPlain({ status, headers }: RawResponse): void {
  expect(status < 300 || status >= 400).toBe(true);
  expect([...headers.keys()]).not.toContain('location');
  expect([...headers.keys()]).not.toContain('set-cookie');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
}

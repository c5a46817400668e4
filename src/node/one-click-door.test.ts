import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addClearview, openTestHeed, type TestHeed } from '../heed.testkit.ts';
import { mintLinks } from '../links/mint.ts';
import { readOrder } from '../links/order.ts';
import { oneClickDoor } from './one-click-door.ts';

const PAIR = 'List-Unsubscribe=One-Click';
const FORM = 'application/x-www-form-urlencoded';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** A service behind its door, and what went past the door. */
async function aDoor() {
  const test = await openTestHeed();
  await addClearview(test);
  const { fetch } = test.app;
  const passed: string[] = [];
  const counted = (incoming: Request) => {
    passed.push(new URL(incoming.url).pathname.slice(0, 3));
    return fetch(incoming);
  };
  const listen = getRequestListener(counted);
  const door = oneClickDoor(test.heed, {
    fetch: counted,
    listener: (incoming, outgoing) => void listen(incoming, outgoing),
  });
  const server = createServer(door);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { test, port, passed, path: await aLink(test) };
}

async function aLink({ heed }: TestHeed): Promise<string> {
  const order = readOrder(await heed.directory.read(), { scope: 'clearview', now: heed.now() });
  if (order.kind !== 'order') throw new Error(order.fix);
  const minted = mintLinks(heed, order.order, 'ada@example.com');
  if (minted.kind === 'refused') throw new Error(minted.code);
  return new URL(minted.links.unsubscribe_url).pathname;
}

function post(port: number, path: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': FORM, 'content-length': Buffer.byteLength(body) };
    const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path, headers, agent: false });
    outgoing.on('error', reject).on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.end(body);
  });
}

async function entries({ heed: { database } }: TestHeed) {
  return database.all(database.build.selectFrom('ledger').select(['channel', 'evidence_json']));
}

const OF_THE_CONNECTION = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];
const sayings = (headers: Iterable<[string, unknown]>) =>
  Object.fromEntries([...headers].filter(([name]) => !OF_THE_CONNECTION.includes(name)));

describe('the one-click door', () => {
  it('answers the pair by itself, with the answer the app gives', async () => {
    const { test, port, passed, path } = await aDoor();
    const answer = await post(port, path, PAIR);
    expect(passed).toEqual([]);
    const [entry, ...more] = await entries(test);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ channel: 'one_click' });
    expect(JSON.parse(entry?.evidence_json ?? '')).toMatchObject({ body: 'conforming' });

    const headers = { 'content-type': FORM, 'content-length': String(PAIR.length) };
    const same = await test.app.request(path, { method: 'POST', headers, body: PAIR });
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: same.status,
      body: await same.text(),
    });
    expect(sayings(Object.entries(answer.headers))).toEqual(sayings(same.headers));
  });

  it.each([
    ['as many bytes of something else', '', 'x'.repeat(PAIR.length), 'nonconforming'],
    ['the pair in other letters', '', PAIR.toUpperCase(), 'nonconforming'],
    ['a longer body', '', `${PAIR}&a=b`, 'conforming'],
    ['no body', '', '', 'nonconforming'],
    ['a query behind the link', '?utm=x', PAIR, 'conforming'],
  ])('leaves %s to the app, which opts out all the same', async (_, query, body, conforming) => {
    const { test, port, passed, path } = await aDoor();
    expect(await post(port, path + query, body)).toMatchObject({ status: 200, body: 'unsubscribed\n' });
    expect(passed).toEqual(['/u/']);
    expect(JSON.parse((await entries(test))[0]?.evidence_json ?? '')).toMatchObject({ body: conforming });
  });

  it('leaves a damaged link to the app', async () => {
    const { test, port, passed, path } = await aDoor();
    expect(await post(port, path.slice(0, -1), PAIR)).toMatchObject({ status: 404 });
    expect(passed).toEqual(['/u/']);
    expect(await entries(test)).toEqual([]);
  });

  it('does nothing when the request is broken off before its body was there', async () => {
    const { test, port, path } = await aDoor();
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: ${PAIR.length}\r\n\r\nList-Unsub`, () =>
      socket.destroy(),
    );
    await closed;
    expect(await post(port, path.slice(0, -1), PAIR)).toMatchObject({ status: 404 }); // it is still there
    expect(await entries(test)).toEqual([]);
  });

  it('says that it is busy when nothing can be recorded, and asks once', async () => {
    const { test, port, passed, path } = await aDoor();
    await test.heed.database.close();
    const answer = await post(port, path, PAIR);
    expect(answer).toMatchObject({ status: 503, body: 'try again\n', headers: { 'retry-after': '30' } });
    expect(passed).toEqual([]);
    expect(test.logged.filter((line) => line.includes('opt_out.failed'))).toHaveLength(1);
  });
});

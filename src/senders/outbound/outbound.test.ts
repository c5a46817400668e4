import { describe, expect, it, onTestFinished } from 'vitest';
import { createFetchOutbound } from './fetch-outbound.ts';
import { createNodeOutbound } from './node-outbound.ts';
import { ANSWER_BYTES_MAX, type Outbound, type OutboundRequest } from './outbound.ts';
import { answers, cutsOff, drips, floods, hangs, resets, startReceiver } from './receiver.testkit.ts';

const policy = { allow: 'public_and_loopback' } as const;

// Long enough to be reached by every answer that comes, short enough to wait for where none does.
const AMPLE_MILLIS = 10_000;
const SHORT_MILLIS = 60;

const aRequest = (url: string, changes: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"name":"Zoë"}',
  timeoutMillis: AMPLE_MILLIS,
  ...changes,
});

function nodeOutbound(): Outbound {
  const outbound = createNodeOutbound({ policy });
  onTestFinished(() => outbound.close());
  return outbound;
}

// One contract, two ways out.
describe.each([
  ['on Node', nodeOutbound],
  ['over fetch', () => createFetchOutbound({ policy })],
])('an outbound %s', (_name, createOutbound) => {
  it('posts the body byte for byte and gives back status, body and Retry-After', async () => {
    const receiver = await startReceiver();
    receiver.behave(answers(429, 'später', { 'retry-after': '7', 'x-else': 'unread' }));
    const text = await createOutbound().post(aRequest(receiver.url));
    expect(text).toEqual({ kind: 'answered', status: 429, headers: { retryAfter: '7' }, body: 'später' });
    const bytes = new TextEncoder().encode('{"name":"Zoë"}');
    await createOutbound().post(aRequest(receiver.url, { body: bytes }));
    expect(receiver.seen.map(({ body }) => body)).toEqual(['{"name":"Zoë"}', '{"name":"Zoë"}']);
    expect(receiver.seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '15',
    });
  });

  it('gives an empty body for an empty answer', async () => {
    const receiver = await startReceiver();
    receiver.behave(answers(204));
    expect(await createOutbound().post(aRequest(receiver.url))).toEqual({
      kind: 'answered',
      status: 204,
      headers: {},
      body: '',
    });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i to another host', async (status) => {
    const receiver = await startReceiver();
    const other = await startReceiver();
    receiver.behave(answers(status, '', { location: other.url }));
    expect(await createOutbound().post(aRequest(receiver.url))).toMatchObject({ kind: 'answered', status });
    expect(other.seen).toEqual([]);
    expect(other.connections()).toBe(0);
  });

  it('does not follow a redirect to the metadata address', async () => {
    const receiver = await startReceiver();
    receiver.behave(answers(302, '', { location: 'http://169.254.169.254/latest/meta-data/' }));
    const answer = await createOutbound().post(aRequest(receiver.url));
    expect(answer).toMatchObject({ kind: 'answered', status: 302 });
  });

  it.each([
    ['hangs', hangs],
    ['answers one byte at a time for ever', drips],
  ])('stops waiting for a receiver that %s', async (_what, behaviour) => {
    const receiver = await startReceiver();
    receiver.behave(behaviour);
    const answer = await createOutbound().post(aRequest(receiver.url, { timeoutMillis: SHORT_MILLIS }));
    expect(answer).toEqual({ kind: 'unreachable', code: 'timeout' });
  });

  it('reads an answer of the greatest size and drops the connection of a longer one', async () => {
    const receiver = await startReceiver();
    receiver.behave(answers(200, 'x'.repeat(ANSWER_BYTES_MAX)));
    const answer = await createOutbound().post(aRequest(receiver.url));
    expect(answer.kind === 'answered' && answer.body.length).toBe(ANSWER_BYTES_MAX);
    const dropped = Promise.withResolvers<void>();
    receiver.behave((response, request) => {
      response.on('close', dropped.resolve);
      floods(response, request);
    });
    const flooded = await createOutbound().post(aRequest(receiver.url));
    expect(flooded).toEqual({ kind: 'unreachable', code: 'answer_too_large' });
    await dropped.promise;
  });

  it.each([
    ['before the answer', resets],
    ['in the middle of it', cutsOff('{"results":[')],
  ])('reports a connection that ends %s, and does not send again', async (_when, behaviour) => {
    const receiver = await startReceiver();
    receiver.behave(behaviour);
    expect(await createOutbound().post(aRequest(receiver.url))).toEqual({
      kind: 'unreachable',
      code: 'reset',
    });
    expect(receiver.seen).toHaveLength(1);
  });

  it('reports a port where nobody listens', async () => {
    const answer = await createOutbound().post(aRequest('http://127.0.0.1:1/'));
    expect(answer).toMatchObject({
      kind: 'unreachable',
      code: expect.stringMatching(/^(connection_refused|network)$/),
    });
  });

  it('stops when the caller says so, before and during the exchange', async () => {
    const receiver = await startReceiver();
    const caller = new AbortController();
    receiver.behave(() => caller.abort());
    const outbound = createOutbound();
    const aborted = { kind: 'unreachable', code: 'aborted' };
    expect(await outbound.post(aRequest(receiver.url, { signal: caller.signal }))).toEqual(aborted);
    expect(await outbound.post(aRequest(receiver.url, { signal: caller.signal }))).toEqual(aborted);
    expect(receiver.seen).toHaveLength(1);
  });

  it.each([
    ['http://mail.example.com/', 'url_not_https'],
    ['https://user:pass@mail.example.com/', 'url_has_credentials'],
    ['nowhere', 'url_unreadable'],
    ['https://169.254.169.254/', 'refused_address'],
    ['https://[::ffff:127.0.0.1]/', 'refused_address'],
  ])('asks nobody about %s: %s', async (url, code) => {
    expect(await createOutbound().post(aRequest(url))).toEqual({ kind: 'unreachable', code });
  });

  it('answers with a value when a header cannot be sent', async () => {
    const receiver = await startReceiver();
    const answer = await createOutbound().post(aRequest(receiver.url, { headers: { 'x-a': 'b\r\nx-c: d' } }));
    expect(answer.kind).toBe('unreachable');
    expect(receiver.seen).toEqual([]);
  });
});

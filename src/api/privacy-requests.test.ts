import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import { addClearview, openTestHeed, type TestAnswer } from '../heed.testkit.ts';
import type { Heed } from '../heed.ts';
import { seal } from '../keys/seal.ts';
import type { Letter } from '../mail/letter.ts';
import { openRequest } from '../privacy/open-request.ts';
import { createApi } from './routes.ts';

const DAY = 86_400_000;
const jsonObject = z.record(z.string(), z.unknown());
const byPhone = { brand: 'clearview', kind: 'know', address: 'Jane.Doe@example.com', channel: 'phone' };

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['privacy']);
  const outbox = new Map<string, Letter>();
  const enqueue: Heed['enqueue'] = async (letter, { id = '' } = {}) => {
    outbox.set(id, letter);
    return { kind: 'enqueued', id };
  };
  const api = createApi({ ...test.heed, enqueue });
  async function call(path: string, body?: unknown): Promise<TestAnswer> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const response = await api.request(
      `/v1/privacy-requests${path}`,
      body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    return {
      status: response.status,
      headers: response.headers,
      body: jsonObject.parse(await response.json()),
    };
  }
  return { ...test, call, outbox };
}
type Opened = Awaited<ReturnType<typeof opened>>;

/** The id of a request that was entered by phone. */
async function entered({ call }: Opened, difference: object = {}): Promise<string> {
  const { body } = await call('', { ...byPhone, ...difference });
  return z.object({ id: z.string() }).parse(body.request).id;
}

/** Somebody types Jane's address at the door, without proof. */
async function typedAtTheDoor({ heed }: Opened) {
  const brand = await heed.directory.brand('clearview');
  const outcome = normaliseAddress(byPhone.address);
  if (brand === undefined || outcome.kind !== 'address') throw new Error('Clearview and Jane are there');
  const id = recipientId(heed.identityKey, outcome.address);
  return openRequest(heed, {
    brand,
    kind: 'know',
    recipientId: id,
    addressSealed: seal(heed.keyring, heed.random, outcome.spelling, id),
    language: 'es',
    lookBack: 'all',
    channel: 'page',
    evidence: {},
    confirmed: false,
    now: heed.now(),
  });
}

describe('POST /v1/privacy-requests', () => {
  it('takes a call of last week with the clocks of that day, and confirms receipt by mail', async () => {
    const test = await opened();
    const answer = await test.call('', {
      ...byPhone,
      received_at: '2026-11-16T10:00:00-05:00',
      evidence: { reference: 'call 7' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'opened',
      request: {
        state: 'received',
        kind: 'know',
        look_back: 'all',
        language: 'en',
        channel: 'phone',
        received_at: '2026-11-16T15:00:00.000Z',
        confirmed_at: '2026-11-23T15:00:00.000Z',
        acknowledge_due_at: '2026-12-02T05:00:00.000Z', // through 1 December: Thanksgiving is no business day
        due_at: '2026-12-31T05:00:00.000Z',
        outcome: null,
        beyond_twice: false,
        evidence: { reference: 'call 7', note: null, api_key: expect.stringMatching(/^key_/) },
      },
    });
    expect([...test.outbox.values()]).toMatchObject([
      { kind: 'privacy_received', to: 'Jane.Doe@example.com', brandId: 'clearview', language: 'en' },
    ]);
  });

  it('opens no other while one is open, and writes no second letter', async () => {
    const test = await opened();
    const id = await entered(test);
    const again = await test.call('', { ...byPhone, address: 'JANE.DOE@EXAMPLE.COM', channel: 'post' });
    expect(again).toMatchObject({
      status: 200,
      body: { status: 'already', request: { id, channel: 'phone' } },
    });
    expect(test.outbox.size).toBe(1);
  });

  it("confirms what was typed at the door: the company's own check is proof", async () => {
    const test = await opened();
    const { request } = await typedAtTheDoor(test);
    expect(await test.call('', byPhone)).toMatchObject({
      status: 200,
      body: { status: 'confirmed', request: { id: request.id, state: 'received', channel: 'page' } },
    });
  });

  it.each([
    ['a brand nobody has', { brand: 'nobody' }, 'unknown_brand', undefined],
    ['what is no address', { address: 'jane' }, 'invalid_request', 'address'],
    ['a time to come', { received_at: '2026-11-24T00:00:00Z' }, 'invalid_request', 'received_at'],
    ['a time before the law', { received_at: '2016-11-24T00:00:00Z' }, 'invalid_request', 'received_at'],
    ['a page as its channel', { channel: 'page' }, 'invalid_request', 'channel'],
    ['a deletion that looks back', { kind: 'delete', look_back: 'all' }, 'invalid_request', 'look_back'],
    ['another kind', { kind: 'correct' }, 'invalid_request', 'kind'],
  ])('refuses %s, and keeps nothing', async (_, difference, code, path) => {
    const test = await opened();
    const { body } = await test.call('', { ...byPhone, ...difference });
    expect(body).toMatchObject({ code, ...(path === undefined ? {} : { errors: [{ path }] }) });
    expect((await test.call('')).body).toEqual({ requests: [], next: null });
    expect(test.outbox.size).toBe(0);
  });
});

describe('GET /v1/privacy-requests', () => {
  it('lists what waits for the company, page by page, the one due first at the head', async () => {
    const test = await opened();
    const later = await entered(test);
    const sooner = await entered(test, { kind: 'delete', received_at: '2026-11-20T15:00:00Z' });
    const first = await test.call('?limit=1');
    expect(first.body).toMatchObject({ requests: [{ id: sooner }], next: expect.any(String) });
    const second = await test.call(`?limit=1&after=${String(first.body.next)}`);
    expect(second.body).toMatchObject({ requests: [{ id: later }], next: null });
    expect((await test.call('?state=answered')).body).toEqual({ requests: [], next: null });
  });

  it('lists apart what nobody has confirmed', async () => {
    const test = await opened();
    const { request } = await typedAtTheDoor(test);
    expect((await test.call('')).body).toMatchObject({ requests: [] });
    expect((await test.call('?state=unconfirmed')).body).toMatchObject({
      requests: [{ id: request.id, language: 'es', confirmed_at: null }],
    });
  });

  it.each(['?after=1', '?limit=0', '?limit=201', '?state=gone'])('refuses %s', async (query) => {
    expect((await (await opened()).call(query)).body).toMatchObject({ code: 'invalid_request' });
  });
});

describe('POST /v1/privacy-requests/{id}/answer', () => {
  it('closes the request and tells the person, once', async () => {
    const test = await opened();
    const id = await entered(test);
    test.advance(DAY);
    const denial = { outcome: 'denied', explanation: 'We hold nothing under this address.' };
    const answer = await test.call(`/${id}/answer`, denial);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'answered', answered_at: '2026-11-24T15:00:00.000Z', ...denial },
    });
    expect((await test.call(`/${id}/answer`, { ...denial, explanation: 'Other words.' })).body).toEqual(
      answer.body,
    );
    expect([...test.outbox.values()]).toMatchObject([
      { kind: 'privacy_received' },
      { kind: 'privacy_answered', to: 'Jane.Doe@example.com', ...denial },
    ]);
    const other = await test.call(`/${id}/answer`, { outcome: 'complied' });
    expect(other).toMatchObject({ status: 409, body: { code: 'answered' } });
  });

  it('can be had again after a letter that could not be handed over', async () => {
    const test = await opened();
    const id = await entered(test);
    test.outbox.set = () => {
      throw new Error('the outbox is full');
    };
    expect((await test.call(`/${id}/answer`, { outcome: 'complied' })).status).toBe(500);
    Reflect.deleteProperty(test.outbox, 'set');
    expect((await test.call(`/${id}/answer`, { outcome: 'complied' })).status).toBe(200);
    expect([...test.outbox.values()].map(({ kind }) => kind)).toContain('privacy_answered');
  });

  it('denies only with a reason, and complies only with what was proven', async () => {
    const test = await opened();
    const { request } = await typedAtTheDoor(test);
    const path = `/${request.id}/answer`;
    expect((await test.call(path, { outcome: 'denied' })).body).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'explanation' }],
    });
    expect(await test.call(path, { outcome: 'complied' })).toMatchObject({
      status: 409,
      body: { code: 'unconfirmed' },
    });
    expect((await test.call('/prv_nobody/answer', { outcome: 'complied' })).body).toMatchObject({
      code: 'not_found',
    });
  });

  it('marks the third request to know that follows two answers', async () => {
    const test = await opened();
    for (const beyond_twice of [false, false, true]) {
      const { body } = await test.call('', byPhone);
      expect(body).toMatchObject({ status: 'opened', request: { beyond_twice } });
      const { id } = z.object({ id: z.string() }).parse(body.request);
      await test.call(`/${id}/answer`, { outcome: 'complied' });
      test.advance(30 * DAY);
    }
  });
});

it('no answer about a privacy request and no log line shows the address', async () => {
  const test = await opened();
  const taken = await test.call('', byPhone);
  const id = z.object({ id: z.string() }).parse(taken.body.request).id;
  const listed = await test.call('');
  const answered = await test.call(`/${id}/answer`, { outcome: 'complied' });
  const shown = JSON.stringify([taken.body, listed.body, answered.body]);
  expect(shown).toContain('J***@example.com');
  expect(shown).not.toMatch(/jane|doe/i);
  expect(test.logged.join('\n')).not.toMatch(/jane|doe/i);
});

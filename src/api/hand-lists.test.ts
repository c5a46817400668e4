import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../consent/address.ts';
import type { Decision } from '../consent/decision.ts';
import { recipientId } from '../consent/recipient.ts';
import { parseScope } from '../consent/scope.ts';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import type { Heed } from '../heed.ts';
import { seal } from '../keys/seal.ts';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup']);
  const decisions = await test.key(['decisions']);
  for (const [id, kind] of [
    ['printed', 'manual'],
    ['press', 'feed'],
  ]) {
    await test.call(setup, '/v1/senders', { id, name: `The ${id}`, kind, brands: ['clearview'] });
  }
  const own = await test.key(['changes'], 'printed');
  const post = (path: string, secret = setup, headers: Record<string, string> = {}) =>
    test.app.request(path, { method: 'POST', headers: { authorization: `Bearer ${secret}`, ...headers } });
  return {
    ...test,
    setup,
    own,
    post,
    stop: (...names: string[]) =>
      test.call(decisions, '/v1/decisions', {
        decisions: names.map((name) => ({
          address: `${name}@example.com`,
          scope: 'clearview',
          channel: 'phone',
          evidence: { reference: 'CALL-1' },
        })),
      }),
    attest: (body: Record<string, unknown>, secret = setup) =>
      test.call(secret, '/v1/senders/printed/attestations', { kind: 'list_applied', name: 'Ada', ...body }),
  };
}

/** That many opt-outs, of people with addresses so long that their list is. */
async function stopMany({ append, identityKey, keyring, random, now }: Heed, count: number) {
  const scope = parseScope('clearview');
  if (scope === undefined) throw new Error('clearview is no scope');
  const decisions = Array.from({ length: count }, (_, index): Decision => {
    const outcome = normaliseAddress(`a-name-so-long-that-the-file-is-long-too-${index}@example.com`);
    if (outcome.kind !== 'address') throw new Error(outcome.code);
    const id = recipientId(identityKey, outcome.address);
    return {
      kind: 'opt_out',
      recipientId: id,
      addressSealed: seal(keyring, random, outcome.spelling, id),
      scope,
      requestedAt: now(),
      receivedAt: now(),
      channel: 'api',
      evidence: {},
    };
  });
  await append(decisions);
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

describe('POST /v1/senders/{id}/lists', () => {
  it('answers the file with its hash, to be kept and never cached', async () => {
    const { post, stop } = await opened();
    await stop('ada', '+bob');
    const response = await post('/v1/senders/printed/lists');
    const text = await response.text();
    expect(response.status).toBe(201);
    expect(text).toContain('\r\nada@example.com,yes,suppressed,suppressed,,no,1\r\n +bob@example.com,yes,');
    const { headers } = response;
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(headers.get('content-disposition')).toBe('attachment; filename="printed-2.csv"');
    expect(headers.get('repr-digest')).toBe(`sha-256=:${sha256(text).toString('base64')}:`);
    expect(headers.get('heed-sha256')).toBe(sha256(text).toString('hex'));
    expect([headers.get('heed-items'), headers.get('heed-to-seq')]).toEqual(['2', '2']);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('answers nothing where nothing waits', async () => {
    const { post } = await opened();
    const response = await post('/v1/senders/printed/lists');
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('keeps no copy of the file for an Idempotency-Key', async () => {
    const { post, stop, heed, setup } = await opened();
    await stop('ada');
    const first = await post('/v1/senders/printed/lists', setup, { 'idempotency-key': 'monday' });
    const again = await post('/v1/senders/printed/lists', setup, { 'idempotency-key': 'monday' });
    expect([first.status, again.status, again.headers.get('content-disposition')]).toEqual([
      201,
      201,
      'attachment; filename="printed-1.csv"',
    ]);
    const kept = heed.database.build.selectFrom('idempotency').select('key').where('key', '=', 'monday');
    expect(await heed.database.all(kept)).toEqual([]);
  });

  it('streams a long file, whose hash stands among the lists once it is whole', async () => {
    const { post, call, setup, heed } = await opened();
    await stopMany(heed, 12_000);
    const response = await post('/v1/senders/printed/lists');
    expect(response.headers.get('repr-digest')).toBeNull();
    const text = await response.text();
    expect(text.split('\r\n')).toHaveLength(12_000 + 2);
    const { body } = await call(setup, '/v1/senders/printed/lists');
    expect(body).toMatchObject({
      lists: [
        {
          sha256: sha256(text).toString('hex'),
          items: 12_000,
          to_seq: 12_000,
          id: response.headers.get('heed-list'),
        },
      ],
    });
  });

  it('is for the sender’s own key and for setup, and for senders that are told by hand', async () => {
    const { post, own, key, call, setup } = await opened();
    expect((await post('/v1/senders/printed/lists', own)).status).toBe(204);
    expect((await post('/v1/senders/press/lists', own)).status).toBe(403);
    expect((await post('/v1/senders/printed/lists', await key(['changes'], 'press'))).status).toBe(403);
    expect((await post('/v1/senders/printed/lists', await key(['links'], 'printed'))).status).toBe(403);
    expect((await post('/v1/senders', own)).status).toBe(403);
    const { status, body } = await call(setup, '/v1/senders/press/lists', '');
    expect([status, body.code]).toEqual([409, 'other_kind']);
    expect((await post('/v1/senders/nobody/lists')).status).toBe(404);
  });

  it('is where the feed sends a key of a manual sender', async () => {
    const { call, own } = await opened();
    const { status, body } = await call(own, '/v1/changes');
    expect([status, body.code]).toEqual([403, 'missing_scope']);
    expect(body.detail).toContain('/v1/senders/{id}/lists');
  });
});

describe('POST /v1/senders/{id}/attestations', () => {
  it('moves the cursor to where the list ends, once', async () => {
    const { post, stop, attest, call, own, setup } = await opened();
    await stop('ada');
    const hash = sha256(await (await post('/v1/senders/printed/lists')).text()).toString('hex');
    await stop('bob');
    expect(await attest({ sha256: hash.toUpperCase() }, own)).toMatchObject({
      status: 201,
      body: {
        cursor: 1,
        attestation: {
          kind: 'list_applied',
          name: 'Ada',
          file_sha256: hash,
          through_seq: 1,
          sender: 'printed',
        },
      },
    });
    expect(await attest({ sha256: hash })).toMatchObject({
      status: 200,
      body: { attestation: null, cursor: 1 },
    });
    const { body } = await call(setup, '/v1/senders/printed/attestations');
    expect(body.attestations).toHaveLength(1);
  });

  it('refuses in words: a file nobody wrote, a time that cannot be, nobody’s name', async () => {
    const { post, stop, attest } = await opened();
    await stop('ada');
    const hash = sha256(await (await post('/v1/senders/printed/lists')).text()).toString('hex');
    expect(await attest({ sha256: '0'.repeat(64) })).toMatchObject({
      status: 409,
      body: { code: 'unknown_file', detail: expect.stringContaining('opened and saved again') },
    });
    for (const [wrong, path] of [
      [{ sha256: hash, applied_at: '2026-11-24T15:00:00Z' }, 'applied_at'],
      [{ sha256: hash, applied_at: '2026-11-22T15:00:00Z' }, 'applied_at'],
      [{ sha256: 'abc' }, 'sha256'],
      [{ sha256: hash, name: ' A ' }, 'name'],
    ] as const) {
      expect(await attest(wrong)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
  });

  it('retires a sender with setup alone, and brings it back', async () => {
    const { call, setup, own, post, key } = await opened();
    const path = '/v1/senders/printed/attestations';
    const given = { kind: 'retired', name: 'Ada', reason: 'The catalog is not printed any more.' };
    expect(await call(own, path, given)).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
    expect(await call(setup, path, { ...given, reason: '' })).toMatchObject({ status: 400 });
    expect(await call(setup, path, given)).toMatchObject({
      status: 201,
      body: { attestation: { kind: 'retired', reason: given.reason } },
    });
    expect(await call(setup, path, given)).toMatchObject({ status: 409, body: { code: 'retired' } });
    expect((await post('/v1/senders/printed/lists')).status).toBe(409);
    expect((await call(setup, '/v1/senders')).body).toMatchObject({
      senders: [{ id: 'press', retired_at: null }],
      retired: [{ id: 'printed', retired_at: '2026-11-23T15:00:00.000Z' }],
    });
    expect((await call(await key(['latency']), '/v1/latency')).body).toMatchObject({
      senders: [{ sender: 'press' }],
      retired: [{ sender: 'printed', lag: 0, oldest: null }],
    });
    expect(await call(setup, path, { ...given, kind: 'reinstated' })).toMatchObject({ status: 201 });
    expect(await call(setup, path, { ...given, kind: 'reinstated' })).toMatchObject({
      status: 409,
      body: { code: 'in_service' },
    });
    expect((await call(setup, '/v1/senders')).body).toMatchObject({ retired: [] });
  });

  it('refuses a feed whose sender was retired', async () => {
    const { call, setup, key } = await opened();
    const given = { kind: 'retired', name: 'Ada', reason: 'It mails nobody.' };
    await call(setup, '/v1/senders/press/attestations', given);
    const feed = await key(['changes'], 'press');
    expect(await call(feed, '/v1/changes')).toMatchObject({ status: 409, body: { code: 'retired' } });
  });
});

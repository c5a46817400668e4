import { describe, expect, it } from 'vitest';
import { revokeApiKey } from '../access/api-key.ts';
import { addClearview, openTestHeed } from '../heed.testkit.ts';

const DOORS = [
  ['/v1/brands', 'setup'],
  ['/v1/senders', 'setup'],
  ['/v1/latency', 'latency'],
  ['/v1/reasons', 'latency'],
  ['/v1/incidents', 'latency'],
  ['/v1/incidents/inc_1/explanation', 'setup'],
  ['/v1/senders/crm/attestations', 'setup'],
  ['/metrics', 'latency'],
  ['/v1/privacy-requests', 'privacy'],
  ['/v1/privacy-requests/prv_1/answer', 'privacy'],
  ['/v1/changes', 'changes'],
  ['/v1/people/AAAAAAAAAAAAAAAAAAAAAA', 'people'],
] as const;

describe('an API key', () => {
  it.each(DOORS)('is asked for at %s', async (path) => {
    const { app } = await openTestHeed();
    const response = await app.request(path);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ code: 'no_key', status: 401 });
  });

  it.each(DOORS)('without the scope is refused at %s, and told which it needs', async (path, scope) => {
    const test = await openTestHeed();
    const secret = await test.key(['check']);
    const answer = await test.call(secret, path);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      code: 'missing_scope',
      detail: expect.stringContaining(`"${scope}"`),
    });
  });

  it('that was revoked opens nothing any more', async () => {
    const test = await openTestHeed();
    const secret = await test.key(['latency']);
    expect((await test.call(secret, '/v1/latency')).status).toBe(200);
    const [row] = await test.heed.database.all(test.heed.database.build.selectFrom('api_key').select('id'));
    await revokeApiKey(test.heed.database, row?.id ?? '', {
      random: test.heed.random,
      now: 0,
      actor: 'test',
    });
    expect((await test.call(secret, '/v1/latency')).body).toMatchObject({ code: 'bad_key' });
  });

  it('is kept as a hash: its secret stands nowhere in the database', async () => {
    const test = await openTestHeed();
    const secret = await test.key(['latency']);
    const rows = await test.heed.database.all(test.heed.database.build.selectFrom('api_key').selectAll());
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(secret.indexOf('_') + 1));
  });
});

describe('a refusal', () => {
  it('is a problem with a stable code for a body that is not JSON', async () => {
    const test = await openTestHeed();
    const answer = await test.call(await test.key(['check']), '/v1/check', '{"topic":');
    expect(answer).toMatchObject({ status: 400, body: { code: 'not_json' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('names the content type it wants', async () => {
    const test = await openTestHeed();
    const answer = await test.call(await test.key(['check']), '/v1/check', 'a=b', {
      'content-type': 'text/plain',
    });
    expect(answer).toMatchObject({ status: 415, body: { code: 'wrong_media_type' } });
  });

  it('lists every mistake with its place', async () => {
    const test = await openTestHeed();
    const answer = await test.call(await test.key(['setup']), '/v1/brands', {
      id: 'Not A Slug',
      name: '',
      postal_address: 'x',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      { path: 'id', message: expect.stringContaining('a-z') },
      { path: 'name', message: 'Give a name.' },
    ]);
  });

  it('meets a body over the limit before anybody parses it', async () => {
    const test = await openTestHeed();
    const answer = await test.call(await test.key(['setup']), '/v1/brands', { id: 'x'.repeat(70_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  it('answers an unknown path with a problem too', async () => {
    const test = await openTestHeed();
    expect(await test.call('', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('is a 503 that says to wait when the database cannot answer', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const secret = await test.key(['check']);
    await test.heed.database.close();
    const answer = await test.call(secret, '/v1/check', {
      topic: 'clearview/offers',
      address: 'ada@example.com',
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('30');
  });

  it('never repeats an address, in answer or log', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const secret = await test.key(['check', 'decisions', 'people', 'links']);
    const answers = await Promise.all([
      test.call(secret, '/v1/people/lookup', { address: 'secret.person@' }),
      test.call(secret, '/v1/check', { topic: 'clearview/none', address: 'secret.person@example.com' }),
      test.call(secret, '/v1/decisions', { decisions: [{ address: 'secret.person@', scope: 'clearview' }] }),
      test.call(secret, '/v1/links', { scope: 'clearview', addresses: ['secret.person@'] }),
    ]);
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('secret.person');
    expect(test.logged.join('\n')).not.toContain('secret.person');
  });
});

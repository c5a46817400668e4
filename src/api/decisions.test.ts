import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed, TEST_START, type TestHeed } from '../heed.testkit.ts';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['decisions', 'check', 'people']);
  const decide = async (...decisions: unknown[]) => {
    const { body } = await test.call(secret, '/v1/decisions', { decisions });
    return body.results as Record<string, unknown>[]; // the API's own shape
  };
  return { ...test, secret, decide };
}

const phoned = { address: 'ada@example.com', scope: 'clearview', channel: 'phone' };

async function allowed(
  test: TestHeed & { secret: string },
  topic: string,
  address: string,
): Promise<unknown> {
  return (await test.call(test.secret, '/v1/check', { topic, address })).body.results;
}

describe('POST /v1/decisions', () => {
  it('records what was said on the phone, with its time, channel and evidence', async () => {
    const test = await opened();
    const said = {
      ...phoned,
      requested_at: '2026-11-20T16:00:00-05:00',
      evidence: { reference: 'CALL-7', wording: 'stop it' },
    };
    expect(await test.decide(said)).toEqual([
      // Friday, 20 November: the tenth business day, Thanksgiving left out, is 7 December.
      { status: 'recorded', seq: 1, due_at: '2026-12-08T05:00:00.000Z', recipient_id: expect.any(String) },
    ]);
    const { body } = await test.call(test.secret, '/v1/people/lookup', { address: ' ADA@example.com' });
    expect(body.history).toMatchObject([
      {
        channel: 'phone',
        requested_at: '2026-11-20T21:00:00.000Z',
        received_at: '2026-11-20T21:00:00.000Z',
        evidence: { reference: 'CALL-7', wording: 'stop it' },
      },
    ]);
  });

  it('answers a bad row in its place and records the others', async () => {
    const test = await opened();
    const results = await test.decide(
      phoned,
      { ...phoned, address: 'nobody' },
      { ...phoned, scope: 'unknown' },
      { ...phoned, scope: 'clearview/orders' },
      'text',
      { ...phoned, address: 'bob@example.com', surprise: 1 },
      { ...phoned, address: 'eve@example.com' },
    );
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'recorded',
      'no_at_sign',
      'unknown_scope',
      'unknown_scope',
      'invalid_row',
      'invalid_row',
      'recorded',
    ]);
  });

  it('changes nothing when the same is said again, and keeps the first deadline', async () => {
    const test = await opened();
    const [first] = await test.decide(phoned);
    test.advance(5 * 86_400_000);
    expect(await test.decide(phoned)).toEqual([{ ...first, status: 'already' }]);
  });

  it.each([
    ['requested_at', { requested_at: new Date(TEST_START + 3_600_000).toISOString() }],
    ['received_at', { requested_at: '2026-11-20T10:00:00Z', received_at: '2026-11-19T10:00:00Z' }],
    ['requested_at', { requested_at: 'yesterday' }],
    ['requested_at', { requested_at: '2026-11-20T10:00:00' }],
  ])('refuses an impossible %s', async (path, times) => {
    const test = await opened();
    expect(await test.decide({ ...phoned, ...times })).toMatchObject([
      { status: 'refused', errors: [{ path }] },
    ]);
  });

  it('takes an opt-in only with the words agreed to and where they are kept', async () => {
    const test = await opened();
    await test.decide(phoned);
    const back = { ...phoned, kind: 'opt_in' };
    test.advance(1_000);
    expect(await test.decide(back)).toMatchObject([{ status: 'refused', errors: [{ path: 'evidence' }] }]);
    expect(
      await test.decide({ ...back, evidence: { wording: 'Send me offers', reference: 'FORM-1' } }),
    ).toMatchObject([{ status: 'recorded' }]);
    expect(await allowed(test, 'clearview/offers', 'ada@example.com')).toMatchObject([{ allowed: true }]);
  });

  it('never lets an older opt-in lift a newer opt-out', async () => {
    const test = await opened();
    await test.decide(phoned);
    const older = {
      ...phoned,
      kind: 'opt_in',
      requested_at: '2026-11-01T10:00:00Z',
      evidence: { wording: 'Send me offers', reference: 'FORM-0' },
    };
    expect(await test.decide(older)).toMatchObject([{ status: 'stale' }]);
    expect(await allowed(test, 'clearview/offers', 'ada@example.com')).toMatchObject([{ allowed: false }]);
  });

  it('keeps an opt-out when the same address turns out undeliverable, and the other way round', async () => {
    const test = await opened();
    await test.decide(phoned, { ...phoned, kind: 'undeliverable', channel: 'bounce', scope: '*' });
    expect(await allowed(test, 'clearview/offers', 'ada@example.com')).toMatchObject([
      { reason: 'opted_out' },
    ]);
    await test.decide({
      ...phoned,
      address: 'bob@example.com',
      kind: 'undeliverable',
      channel: 'bounce',
      scope: '*',
    });
    expect(await allowed(test, 'clearview/offers', 'bob@example.com')).toMatchObject([
      { reason: 'undeliverable' },
    ]);
  });

  it('records an undeliverable address for every brand, whichever of them found out', async () => {
    const test = await opened();
    await test.decide({ ...phoned, kind: 'undeliverable', channel: 'bounce' });
    const { body } = await test.call(test.secret, '/v1/people/lookup', { address: 'ada@example.com' });
    expect(body.standing).toMatchObject([{ scope: '*', aspect: 'reach', verdict: 'undeliverable' }]);
  });

  it('takes ten thousand at once and no more', async () => {
    const test = await opened();
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...phoned,
      address: `p${index}@example.com`,
    }));
    const results = await test.decide(...many);
    expect(results).toHaveLength(10_000);
    expect(results.at(-1)).toMatchObject({ status: 'recorded', seq: 10_000 });
    const answer = await test.call(test.secret, '/v1/decisions', { decisions: [...many, phoned] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'decisions' }] } });
  });
});

describe('POST /v1/check', () => {
  it('says no to promotional mail after an opt-out and yes to transactional mail', async () => {
    const test = await opened();
    await test.decide(phoned);
    expect(await allowed(test, 'clearview/offers', 'Ada@Example.com')).toMatchObject([
      { allowed: false, reason: 'opted_out' },
    ]);
    expect(await allowed(test, 'clearview/orders', 'ada@example.com')).toMatchObject([
      { allowed: true, reason: 'transactional' },
    ]);
  });

  it('answers many in order, and no to what is not an address', async () => {
    const test = await opened();
    await test.decide(phoned);
    const addresses = ['bob@example.com', 'nobody', 'ada@example.com'];
    const { body } = await test.call(test.secret, '/v1/check', { topic: 'clearview/offers', addresses });
    expect(body.results).toMatchObject([
      { allowed: true, reason: 'no_objection' },
      { allowed: false, reason: 'not_an_address', recipient_id: null },
      { allowed: false, reason: 'opted_out' },
    ]);
  });

  it.each(['clearview', 'clearview/none', 'nobody/offers', '*', '', 'a/b/c'])(
    'calls the topic "%s" an error, not a yes',
    async (topic) => {
      const test = await opened();
      const answer = await test.call(test.secret, '/v1/check', { topic, address: 'ada@example.com' });
      expect(answer).toMatchObject({ status: 404, body: { code: 'unknown_topic' } });
    },
  );

  it('wants either one address or a list', async () => {
    const test = await opened();
    for (const body of [
      { topic: 'clearview/offers' },
      { topic: 'clearview/offers', address: 'a@b.co', addresses: ['a@b.co'] },
    ]) {
      expect((await test.call(test.secret, '/v1/check', body)).status).toBe(400);
    }
  });
});

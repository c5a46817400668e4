import { describe, expect, it } from 'vitest';
import { giveReason, type Reason } from '../consent/reason.ts';
import { addClearview, openTestHeed, TEST_START } from '../heed.testkit.ts';

const DAY = 86_400_000;

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['latency']);
  const say = (seq: number, reason: Reason, brand = 'clearview') =>
    giveReason(test.heed.database, { seq, brand, reason, now: test.heed.now() });
  const ask = (query = '') => test.call(secret, `/v1/reasons${query}`);
  return { ...test, say, ask };
}

describe('GET /v1/reasons', () => {
  it('counts the last 30 days, brand by brand, with every reason in one order', async () => {
    const test = await opened();
    await test.say(1, 'other');
    test.advance(20 * DAY);
    await test.say(2, 'too_many');
    await test.say(3, 'too_many', 'soundpage');
    test.advance(10 * DAY);
    expect((await test.ask()).body).toEqual({
      from: '2026-11-23T15:00:00.000Z',
      to: '2026-12-23T15:00:00.000Z',
      brands: [
        {
          brand: 'clearview',
          total: 2,
          reasons: [
            { reason: 'too_many', count: 1 },
            { reason: 'not_relevant', count: 0 },
            { reason: 'never_asked', count: 0 },
            { reason: 'other_address', count: 0 },
            { reason: 'other', count: 1 },
          ],
        },
        expect.objectContaining({ brand: 'soundpage', total: 1 }),
      ],
    });
    test.advance(1);
    expect((await test.ask()).body).toMatchObject({ brands: [{ total: 1 }, { total: 1 }] });
  });

  it('counts one brand and one stretch of time where asked, its end left out', async () => {
    const test = await opened();
    await test.say(1, 'other');
    await test.say(2, 'other', 'soundpage');
    const between = (from: number, to: number) =>
      test.ask(`?brand=clearview&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`);
    expect((await between(TEST_START, TEST_START + 1)).body).toMatchObject({
      brands: [{ brand: 'clearview', total: 1 }],
    });
    expect((await between(TEST_START - 1, TEST_START)).body).toMatchObject({ brands: [] });
  });

  it.each([
    ['?brand=nobody', 'unknown_brand'],
    ['?from=yesterday', 'invalid_request'],
    ['?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', 'invalid_request'],
  ])('refuses %s', async (query, code) => {
    expect((await (await opened()).ask(query)).body).toMatchObject({ code });
  });
});

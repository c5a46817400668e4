import { describe, expect, it, onTestFinished } from 'vitest';
import { identityKey, idOf, NOON, random, ring, scopeOf, secretOf } from '../links/link.test-kit.ts';
import { readToken } from '../links/token.ts';
import { createMintThreads } from './mint-threads.ts';

const BASE_URL = 'https://stop.example.com';
const ORDER = { scope: scopeOf('a/t'), issuedAt: NOON, campaign: 'spring' };

function minter() {
  const here = { keyring: ring, identityKey, random, baseUrl: BASE_URL };
  // The very secrets the kit's keys are read from.
  const threads = createMintThreads(here, {
    keys: `k1:${secretOf(1)}`,
    identityKey: secretOf(9),
    baseUrl: BASE_URL,
  });
  onTestFinished(() => threads.close());
  return threads;
}

const parsed = (members: string): Record<string, unknown> => JSON.parse(`{${members}}`);

describe('minting threads', () => {
  it('mint links that this process reads, each in its place, bad addresses answered in theirs', async () => {
    const addresses = Array.from({ length: 200 }, (_, index) =>
      index === 7 ? 'bad' : `p${index}@example.com`,
    );
    const answers = (await minter().mint(ORDER, addresses)).map(parsed);
    expect(answers).toHaveLength(200);
    expect(answers[7]).toMatchObject({ error: { code: 'no_at_sign' } });
    const good = answers.filter((_, index) => index !== 7);
    expect(good.map((one) => one['recipient_id'])).toEqual(
      addresses.filter((address) => address !== 'bad').map(idOf),
    );
    const token = String(good[0]?.['unsubscribe_url']).replace(`${BASE_URL}/u/`, '');
    expect(await readToken(ring, token, { powers: ['unsub'], now: NOON })).toMatchObject({
      recipientId: idOf('p0@example.com'),
      scope: 'a/t',
      campaign: 'spring',
    });
  });

  it('answer several callers at once, each about its own', async () => {
    const threads = minter();
    const callers = Array.from({ length: 6 }, (_, caller) =>
      Array.from({ length: 60 + caller }, (_, index) => `p${index}.${caller}@example.com`),
    );
    const answers = await Promise.all(callers.map((addresses) => threads.mint(ORDER, addresses)));
    expect(answers.map((own) => own.map((members) => parsed(members)['recipient_id']))).toEqual(
      callers.map((addresses) => addresses.map(idOf)),
    );
  });

  it('are not bothered with a few', async () => {
    const threads = minter();
    await threads.close();
    expect(await threads.mint(ORDER, ['ada@example.com'])).toHaveLength(1);
    await expect(threads.mint(ORDER, Array<string>(200).fill('ada@example.com'))).rejects.toThrow('not open');
  });
});

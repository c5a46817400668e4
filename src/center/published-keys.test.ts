import { describe, expect, it } from 'vitest';
import { openTestHeed, TEST_KEYS } from '../heed.testkit.ts';
import { parseKeyring } from '../keys/keyring.ts';
import { publicReceiptKeys } from '../keys/receipt-key.ts';

const PATH = '/.well-known/jwks.json';

describe('the published keys', () => {
  it('are the public keys of the ring, which anybody may read and keep for an hour', async () => {
    const { app, heed } = await openTestHeed();
    const answer = await app.request(PATH);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    });
    expect(await answer.json()).toEqual({ keys: await publicReceiptKeys(heed.keyring) });
    expect((await app.request(PATH, { method: 'POST' })).status).toBe(404);
  });

  it('show no secret of the ring', async () => {
    const { app } = await openTestHeed();
    const text = await (await app.request(PATH)).text();
    const outcome = parseKeyring(TEST_KEYS);
    if (outcome.kind === 'refused') throw new Error(outcome.problem);
    const { signingBytes, sealing, receiptSeed, id } = outcome.keyring.current;
    const secrets = [signingBytes, sealing.export(), receiptSeed].map((bytes) =>
      Buffer.from(bytes).toString('base64url'),
    );
    for (const secret of [...secrets, TEST_KEYS.slice(-43), id, '"d"']) expect(text).not.toContain(secret);
  });
});

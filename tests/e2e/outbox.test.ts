import { describe, expect, it, onTestFinished } from 'vitest';
import { parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { letterProgress } from '../../src/mail/read-outbox.ts';
import { fakeResend } from '../../src/mail/testing/fake-resend.ts';
import { LETTERS } from '../../src/mail/testing/letters.ts';
import { call } from './api-client.ts';
import { SETTINGS, type Target } from './targets/target.ts';
import { startWorker } from './targets/workers.ts';

/** Puts a sign-in mail into the outbox of a running service, as another process of it would. */
async function post({ database }: Target): Promise<string> {
  const outcome = parseKeyring(SETTINGS.HEED_KEYS);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  const parts = { database, keyring: outcome.keyring, random: createRandomBytes(), now: Date.now };
  return (await enqueue(parts, LETTERS.admin_sign_in)).id;
}

async function started(settings: Record<string, string> = {}): Promise<Target> {
  const target = await startWorker({ ...SETTINGS, ...settings });
  onTestFinished(() => target.close());
  expect((await call(target, [], '/readyz', {})).status).toBe(200);
  return target;
}

describe('the outbox on Workers', () => {
  it('is emptied by the cron run, through Resend', async () => {
    const resend = await fakeResend();
    const target = await started({
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: resend.baseUrl,
      HEED_MAIL_FROM: 'Heed <heed@northlight.example>',
    });
    const id = await post(target);
    await target.tick();
    expect(await letterProgress(target.database, id)).toEqual({ state: 'sent', code: null });
    expect(resend.taken.map(({ key }) => key)).toEqual([id]);
    expect(resend.taken[0]?.payload.text).toContain(LETTERS.admin_sign_in.url);
    expect(target.log.join()).not.toContain('@');
  });

  it('gets the daily digest from the cron run, which sends it too, once', async () => {
    const resend = await fakeResend();
    const target = await started({
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: resend.baseUrl,
      HEED_MAIL_FROM: 'Heed <heed@northlight.example>',
      HEED_ADMIN_EMAILS: 'ops@northlight.example',
    });
    await target.tick();
    await target.tick();
    expect(resend.taken.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^digest_\d{4}-\d\d-\d\d_[\w-]{22}$/),
    ]);
    expect(target.log.join()).not.toMatch(/@|failed/);
  });

  it('keeps its mails where there is no way for them to leave', async () => {
    const target = await started();
    const id = await post(target);
    await target.tick();
    expect(await letterProgress(target.database, id)).toEqual({ state: 'captured', code: null });
  });
});

import { describe, expect, it } from 'vitest';
import { fakeResend, refusal } from '../../src/mail/testing/fake-resend.ts';
import { fakeSmtp } from '../../src/mail/testing/fake-smtp.ts';
import { until } from '../e2e/until.ts';
import { startHeed } from './heed-process.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const OPS = 'ops@northlight.example';
const FROM = { HEED_MAIL_FROM: 'Heed <heed@northlight.example>' };

/** The settings of a Heed that was set up and has its keys. */
async function setUp(mail: Record<string, string>) {
  const key = Buffer.alloc(32, 7).toString('base64url'); // test data, not a secret
  const settings = {
    ...settingsIn(temporaryFolder()),
    HEED_KEYS: `k1:${key}`,
    HEED_IDENTITY_KEY: key,
    ...mail,
  };
  expect(await startHeed(['migrate'], { settings }).ended).toBe(0);
  return settings;
}

describe('heed admin link --mail', { timeout: 60_000 }, () => {
  it('sends the link by Resend and prints it nowhere', async () => {
    const resend = await fakeResend();
    const settings = await setUp({ ...FROM, RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.baseUrl });
    const heed = startHeed(['admin', 'link', '--mail', OPS], { settings });
    expect(await heed.ended).toBe(0);
    expect(heed.err()).toContain('Sent. The link signs admin in');
    expect(resend.taken).toHaveLength(1);
    expect(resend.taken[0]?.payload).toMatchObject({
      to: [OPS],
      html: expect.stringContaining('https://mail.example.com/console/sign-in/'),
      text: expect.stringContaining('https://mail.example.com/console/sign-in/'),
    });
    expect(heed.out() + heed.err()).not.toContain('/console/sign-in/');
    expect(heed.out() + heed.err()).not.toContain(OPS);
  });

  it('sends it by SMTP', async () => {
    const { host, mails } = await fakeSmtp();
    const settings = await setUp({ ...FROM, HEED_SMTP_URL: `smtp://${host}` });
    const heed = startHeed(['admin', 'link', '--mail', OPS], { settings });
    expect(await heed.ended).toBe(0);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('https://mail.example.com/console/sign-in/');
  });

  it('leaves it in the outbox when it is not taken, and the running service sends it', async () => {
    const resend = await fakeResend();
    const settings = await setUp({ ...FROM, RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.baseUrl });
    resend.play(refusal(500, 'internal_server_error'));
    const heed = startHeed(['admin', 'link', '--mail', OPS], { settings });
    expect(await heed.ended).toBe(0);
    expect(heed.err()).toContain('Not taken yet (internal_server_error). The mail stays in the outbox');
    expect(resend.taken).toEqual([]);

    const service = startHeed(['serve'], { settings: { ...settings, PORT: '0' } });
    await service.outputs(/mail {14}by Resend at http:/);
    await until('the mail', async () => resend.taken[0]);
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(resend.taken).toHaveLength(1);
    expect(heed.err() + service.err()).not.toContain(OPS);
  });

  it('says when the mail will never be taken', async () => {
    const resend = await fakeResend();
    const settings = await setUp({ ...FROM, RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.baseUrl });
    resend.play(refusal(422, 'validation_error'));
    const heed = startHeed(['admin', 'link', '--mail', OPS], { settings });
    expect(await heed.ended).toBe(1);
    expect(heed.err()).toContain('the mail was not taken (validation_error)');
  });

  it('without a way to send says what to set', async () => {
    const settings = await setUp({});
    const heed = startHeed(['admin', 'link', '--mail', OPS], { settings });
    expect(await heed.ended).toBe(1);
    for (const name of ['RESEND_API_KEY', 'HEED_SMTP_URL', 'HEED_MAIL_FROM'])
      expect(heed.err()).toContain(name);
  });

  it('refuses what is no address, and repeats nothing of it', async () => {
    const settings = await setUp({
      ...FROM,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: 'http://127.0.0.1:1',
    });
    const heed = startHeed(['admin', 'link', '--mail', 'ops@northlight.example, all@x.example'], {
      settings,
    });
    expect(await heed.ended).toBe(1);
    expect(heed.err()).toContain('--mail is no mail address.');
    expect(heed.err()).not.toContain('northlight');
  });
});

import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const SECRET = 'hunter2-uMPzY0';
const RESEND = { RESEND_API_KEY: SECRET, HEED_MAIL_FROM: 'Heed <heed@northlight.example>' };
const SMTP = {
  HEED_SMTP_URL: `smtps://heed:${SECRET}@smtp.example.com`,
  HEED_MAIL_FROM: 'heed@northlight.example',
};

const ALERTS = {
  HEED_ALERT_WEBHOOK_URL: 'https://alerts.example.com/heed',
  HEED_ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};

function configOf(environment: Record<string, string>) {
  const outcome = parseConfig(environment);
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join(' '));
  return outcome.config;
}

describe('the settings', () => {
  it('are complete when nothing is set: mails are captured, and nobody is told of trouble', () => {
    expect(configOf({})).toMatchObject({
      port: 8787,
      baseUrl: 'http://localhost:8787',
      mail: { kind: 'capture' },
      adminEmails: [],
      groupName: undefined,
      clientAddressHeader: undefined,
    });
  });

  it('have mails leave by Resend or by SMTP', () => {
    const { HEED_MAIL_FROM: from } = RESEND;
    expect(configOf(RESEND).mail).toEqual({ kind: 'resend', apiKey: SECRET, from, baseUrl: undefined });
    expect(configOf({ ...RESEND, RESEND_BASE_URL: 'http://localhost:9/' }).mail).toMatchObject({
      baseUrl: 'http://localhost:9',
    });
    expect(configOf(SMTP).mail).toEqual({
      kind: 'smtp',
      url: SMTP.HEED_SMTP_URL,
      from: SMTP.HEED_MAIL_FROM,
    });
  });

  it('take what is empty for what is not set', () => {
    expect(configOf({ RESEND_API_KEY: '', HEED_MAIL_FROM: '', HEED_ADMIN_EMAILS: '' })).toMatchObject({
      mail: { kind: 'capture' },
      adminEmails: [],
    });
  });

  it('name admins, the group and the header of a proxy', () => {
    expect(
      configOf({
        HEED_ADMIN_EMAILS: 'ada@example.com, grace@example.com',
        HEED_GROUP_NAME: ' Northlight Group ',
        HEED_CLIENT_ADDRESS_HEADER: 'X-Real-IP',
      }),
    ).toMatchObject({
      adminEmails: ['ada@example.com', 'grace@example.com'],
      groupName: 'Northlight Group',
      clientAddressHeader: 'x-real-ip',
    });
  });

  it('bound the connections to a Postgres server', () => {
    const HEED_DATABASE_URL = 'postgres://heed@db/heed';
    expect(configOf({ HEED_DATABASE_URL }).databasePool).toBeUndefined();
    expect(configOf({ HEED_DATABASE_URL, HEED_DATABASE_POOL: '40' }).databasePool).toBe(40);
  });

  it('tell of trouble by webhook, to this machine only where that is allowed', () => {
    const { HEED_ALERT_WEBHOOK_URL: url, HEED_ALERT_WEBHOOK_SECRET: secret } = ALERTS;
    expect(configOf(ALERTS).alertWebhook).toEqual({ url, secret });
    expect(configOf({}).alertWebhook).toBeUndefined();
    const local = { ...ALERTS, HEED_ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/alerts' };
    expect(parseConfig(local).kind).toBe('refused');
    const allowed = configOf({ ...local, HEED_WEBHOOK_TARGETS: 'public_and_loopback' });
    expect(allowed.alertWebhook?.url).toBe('http://127.0.0.1:9/alerts');
  });

  it.each([
    ['a pool without a server', { HEED_DATABASE_POOL: '40' }, /^HEED_DATABASE_POOL is of no use/],
    [
      'a pool that is none',
      { HEED_DATABASE_URL: 'postgres://db/heed', HEED_DATABASE_POOL: '1' },
      /^HEED_DATABASE_POOL must be 2 to 200/,
    ],
    ['both ways at once', { ...RESEND, ...SMTP }, /^HEED_SMTP_URL and RESEND_API_KEY are both set/],
    ['Resend without a sender line', { RESEND_API_KEY: SECRET }, /^HEED_MAIL_FROM is missing/],
    ['SMTP without a sender line', { HEED_SMTP_URL: SMTP.HEED_SMTP_URL }, /^HEED_MAIL_FROM is missing/],
    ['a sender line without a way', { HEED_MAIL_FROM: 'a@b.example' }, /^HEED_MAIL_FROM is set, but/],
    ['a base URL without a key', { RESEND_BASE_URL: 'https://x.example' }, /^RESEND_BASE_URL is of no use/],
    [
      'a base URL that is none',
      { ...RESEND, RESEND_BASE_URL: SECRET },
      /^RESEND_BASE_URL must be a web address/,
    ],
    [
      'another protocol',
      { ...SMTP, HEED_SMTP_URL: `http://${SECRET}` },
      /^HEED_SMTP_URL must begin with smtp/,
    ],
    ['SMTP without a host', { ...SMTP, HEED_SMTP_URL: 'smtp://' }, /^HEED_SMTP_URL must begin with smtp/],
    [
      'a sender line of two',
      { ...RESEND, HEED_MAIL_FROM: 'a@b.c, d@e.f' },
      /^HEED_MAIL_FROM must be one address/,
    ],
    [
      'a sender line with a second line',
      { ...RESEND, HEED_MAIL_FROM: 'Heed\r\nBcc: x <a@b.c>' },
      /^HEED_MAIL_FROM must be one address/,
    ],
    [
      'an admin without address',
      { HEED_ADMIN_EMAILS: `a@b.c,${SECRET}` },
      /^HEED_ADMIN_EMAILS must be addresses/,
    ],
    ['an admin too few', { HEED_ADMIN_EMAILS: 'a@b.c,' }, /^HEED_ADMIN_EMAILS must be addresses/],
    [
      'a header that is none',
      { HEED_CLIENT_ADDRESS_HEADER: 'x real ip:' },
      /^HEED_CLIENT_ADDRESS_HEADER must be the name of a header/,
    ],
    [
      'a webhook for alerts that is not encrypted',
      { ...ALERTS, HEED_ALERT_WEBHOOK_URL: `http://alerts.example.com/${SECRET}` },
      /^HEED_ALERT_WEBHOOK_URL must begin with https/,
    ],
    [
      'a webhook for alerts inside',
      { ...ALERTS, HEED_ALERT_WEBHOOK_URL: `https://10.0.0.7/${SECRET}` },
      /^HEED_ALERT_WEBHOOK_URL must begin with https/,
    ],
    [
      'a webhook for alerts without a secret',
      { HEED_ALERT_WEBHOOK_URL: ALERTS.HEED_ALERT_WEBHOOK_URL },
      /^HEED_ALERT_WEBHOOK_SECRET is missing/,
    ],
    [
      'a secret for alerts without a webhook',
      { HEED_ALERT_WEBHOOK_SECRET: ALERTS.HEED_ALERT_WEBHOOK_SECRET },
      /^HEED_ALERT_WEBHOOK_URL is missing/,
    ],
    [
      'a secret for alerts that is none',
      { ...ALERTS, HEED_ALERT_WEBHOOK_SECRET: SECRET },
      /^HEED_ALERT_WEBHOOK_SECRET must be whsec_/,
    ],
    ['a group of endless name', { HEED_GROUP_NAME: SECRET.repeat(20) }, /^HEED_GROUP_NAME /],
  ])('refuse %s, name the variable and repeat no value', (_, environment, problem) => {
    const outcome = parseConfig(environment);
    expect(outcome).toEqual({ kind: 'refused', problems: [expect.stringMatching(problem)] });
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
  });
});

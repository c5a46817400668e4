import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { webhookKey, webhookSecret, webhookSecretSchema } from './secret.ts';
import { generateSecret, webhookSettingsSchema } from './settings.ts';
import { signWebhook } from './sign.ts';

const base64 = (bytes: number): string => Buffer.alloc(bytes, 7).toString('base64');
const secretOf = (byte: number) => generateSecret(new Uint8Array(32).fill(byte));

describe('signWebhook', () => {
  it('gives the known answer of Standard Webhooks', () => {
    expect(
      signWebhook({
        secrets: [webhookSecretSchema.parse('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        nowMillis: 1_614_265_330_999,
        body: '{"test": 2432232314}',
      }),
    ).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('signs what the official library verifies, whatever the body and the secret', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.string({ unit: 'grapheme' }),
        (bytes, body) => {
          const secret = webhookSecret(bytes);
          const headers = signWebhook({ secrets: [secret], id: 'batch_1', nowMillis: Date.now(), body });
          const verify = () => new Webhook(secret).verify(body, headers, { jsonParse: false });
          expect(verify).not.toThrow();
        },
      ),
    );
  });

  it('signs with both secrets during a rotation, and with no third', () => {
    const signed = { secrets: [secretOf(1), secretOf(2)], id: 'batch_1', nowMillis: Date.now(), body: '{}' };
    const headers = signWebhook(signed);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    expect(new Webhook(secretOf(1)).verify('{}', headers)).toEqual({});
    expect(new Webhook(secretOf(2)).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(secretOf(3)).verify('{}', headers)).toThrow('No matching signature');
  });

  it.each(['', 'a.b', 'a b', 'a\nb', 'ä'])('refuses the id %j', (id) => {
    expect(() => signWebhook({ secrets: [secretOf(1)], id, nowMillis: 0, body: '' })).toThrow(RangeError);
  });
});

describe('webhook secrets', () => {
  it('generates whsec_ and 32 bytes, and takes no other number', () => {
    const secret = secretOf(9);
    expect(secret).toBe(`whsec_${Buffer.alloc(32, 9).toString('base64')}`);
    expect(webhookKey(secret)).toEqual(Buffer.alloc(32, 9));
    expect(() => generateSecret(new Uint8Array(31))).toThrow(RangeError);
    expect(() => webhookSecret(new Uint8Array(23))).toThrow(RangeError);
  });

  it.each([24, 32, 64])('takes a secret of %i bytes', (bytes) => {
    expect(webhookSecretSchema.safeParse(`whsec_${base64(bytes)}`).success).toBe(true);
  });

  it.each([
    ['too short', `whsec_${base64(23)}`],
    ['too long', `whsec_${base64(65)}`],
    ['without prefix', base64(32)],
    ['with another prefix', `whsk_${base64(32)}`],
    ['in base64url', `whsec_${'_-'.repeat(22)}`],
    ['without its padding', `whsec_${base64(32).replaceAll('=', '')}`],
    ['with a blank inside', `whsec_${base64(24)} ${base64(24)}`],
    ['empty', ''],
  ])('refuses a secret %s, without repeating it', (_what, secret) => {
    const parsed = webhookSecretSchema.safeParse(secret);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining('24 to 64')]);
  });
});

describe('webhookSettingsSchema', () => {
  const url = 'https://mail.example.com/hook';
  const accepts = (settings: unknown): boolean => webhookSettingsSchema.safeParse(settings).success;

  it('takes a URL and one or two different secrets', () => {
    expect(accepts({ url, secrets: [secretOf(1)] })).toBe(true);
    expect(accepts({ url, secrets: [secretOf(1), secretOf(2)] })).toBe(true);
  });

  it.each([
    ['no secret', { url, secrets: [] }],
    ['three secrets', { url, secrets: [secretOf(1), secretOf(2), secretOf(3)] }],
    ['the same secret twice', { url, secrets: [secretOf(1), secretOf(1)] }],
    ['a misspelt field', { url, secrets: [secretOf(1)], secret: 'x' }],
    ['no URL', { secrets: [secretOf(1)] }],
    ['half a URL', { url: 'mail.example.com', secrets: [secretOf(1)] }],
    ['another scheme', { url: 'ftp://mail.example.com', secrets: [secretOf(1)] }],
  ])('refuses %s', (_what, settings) => {
    expect(accepts(settings)).toBe(false);
  });
});

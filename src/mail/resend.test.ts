import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from './mail.ts';
import { createResend } from './resend.ts';
import { fakeResend, type Mischief, refusal } from './testing/fake-resend.ts';
import { aLetter } from './testing/letters.ts';
import { HOUR, MINUTE, NOON, openPostOffice } from './testing/post-office.ts';

const FROM = 'Heed <heed@northlight.example>';

const MAIL: OutgoingMail = {
  to: 'jane@example.com',
  subject: 'あなたの設定',
  html: '<p>hello</p>',
  text: 'hello',
  language: 'ja',
  fromName: null,
  replyTo: null,
  writtenAt: NOON,
};

async function opened() {
  const resend = await fakeResend();
  return {
    ...resend,
    resend,
    send: createResend({ apiKey: 're_test', from: FROM, baseUrl: resend.baseUrl }),
  };
}

describe('a mail by Resend', () => {
  it('arrives with both parts, its language, and says that a machine wrote it', async () => {
    const { send, taken } = await opened();
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect(taken).toHaveLength(1);
    expect(taken[0]?.headers.authorization).toBe('Bearer re_test');
    expect(taken[0]?.key).toBe('key-1');
    expect(taken[0]?.payload).toEqual({
      from: '"Heed" <heed@northlight.example>',
      to: ['jane@example.com'],
      subject: 'あなたの設定',
      html: '<p>hello</p>',
      text: 'hello',
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'ja' },
    });
  });

  it('comes in the name of its brand, whatever is in that name, and is answered to its support', async () => {
    const { send, taken } = await opened();
    await send(
      { ...MAIL, fromName: 'Lupen, "Klar" & Söhne <x@y.example>', replyTo: 'help@clearview.example' },
      'k',
    );
    expect(taken[0]?.payload).toMatchObject({
      from: String.raw`"Lupen, \"Klar\" & Söhne <x@y.example>" <heed@northlight.example>`,
      reply_to: 'help@clearview.example',
    });
  });

  it('is taken once, however often the same key is used', async () => {
    const { send, taken, requests } = await opened();
    await send(MAIL, 'key-1');
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect([taken.length, requests()]).toEqual([1, 2]);
  });

  it('that was taken under its key before, in other words, is sent', async () => {
    const { send, taken } = await opened();
    await send(MAIL, 'key-1');
    expect(await send({ ...MAIL, text: 'hello again' }, 'key-1')).toEqual({ kind: 'sent' });
    expect(taken.map(({ payload }) => payload.text)).toEqual(['hello']);
  });
});

describe('an answer of Resend', () => {
  const answer = (status: number, body: string): Mischief => ({ kind: 'answer', status, body });

  it.each<[string, Mischief, object]>([
    [
      'a rate limit',
      refusal(429, 'rate_limit_exceeded', { 'retry-after': '7' }),
      { afterMillis: 7_000, pausesAll: true },
    ],
    [
      'a quota for the day',
      refusal(429, 'daily_quota_exceeded', { 'retry-after': '80000' }),
      { afterMillis: HOUR },
    ],
    ['trouble over there', refusal(500, 'internal_server_error'), { code: 'internal_server_error' }],
    ['an outage in HTML', answer(502, '<html>'), { code: 'application_error' }],
    [
      'an outage in JSON of somebody between',
      answer(503, '{"message":"away"}'),
      { code: 'answer_not_understood' },
    ],
    ['an outage in the JSON null', answer(500, 'null'), { code: 'answer_not_understood' }],
    ['a success that is none', answer(200, '{}'), { code: 'answer_not_understood' }],
    ['the same key being worked on', { kind: 'busy' }, { code: 'concurrent_idempotent_requests' }],
    ['a connection that is cut', { kind: 'drop_before' }, { code: 'unreachable' }],
    [
      'a key that was revoked',
      refusal(401, 'restricted_api_key'),
      { code: 'restricted_api_key', afterMillis: 15 * MINUTE },
    ],
    ['a domain that is not verified', refusal(403, 'validation_error'), { afterMillis: 15 * MINUTE }],
    ['a sender line that is wrong', refusal(422, 'invalid_from_address'), { afterMillis: 15 * MINUTE }],
    ['a base URL that leads astray', refusal(404, 'not_found'), { afterMillis: 15 * MINUTE }],
  ])('that means %s has the mail tried again', async (_, trick, outcome) => {
    const { send, play } = await opened();
    play(trick);
    expect(await send(MAIL, 'key-1')).toMatchObject({ kind: 'retry', ...outcome });
  });

  it.each([
    [400, 'validation_error'],
    [422, 'validation_error'],
    [422, 'missing_required_field'],
    [451, 'security_error'],
  ])('that says %d %s is the end of the mail', async (status, name) => {
    const { send, play } = await opened();
    play(refusal(status, name));
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'refused', code: name });
  });

  it('gives no code that holds what the vendor wrote of the person', async () => {
    const { send, play } = await opened();
    play(refusal(422, 'no such address: jane@example.com'));
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'refused', code: 'http_422' });
  });

  it('that never comes because nobody listens has the mail tried again', async () => {
    const send = createResend({ apiKey: 're_test', from: FROM, baseUrl: 'http://127.0.0.1:1' });
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'retry', code: 'unreachable' });
  });
});

describe('an outbox that empties through Resend', () => {
  it('sends every letter once, whatever happens on the way', async () => {
    const { send, play, taken } = await opened();
    const office = await openPostOffice({ sendMail: send });
    const people = Array.from({ length: 12 }, (_, number) => `p${number}@example.com`);
    const ids = new Map<string, string>();
    for (const to of people) ids.set((await office.post(aLetter(to))).id, to);
    play(
      { kind: 'drop_after' },
      refusal(429, 'rate_limit_exceeded', { 'retry-after': '2' }),
      refusal(500, 'internal_server_error'),
      { kind: 'busy' },
      { kind: 'drop_after' },
      { kind: 'drop_before' },
      refusal(403, 'invalid_api_key'),
      { kind: 'drop_after' },
    );
    for (let round = 0; round < 10; round++) {
      await office.tick();
      office.advance(HOUR);
    }
    expect((await office.rows()).map(({ state }) => state)).toEqual(people.map(() => 'sent'));
    expect(new Set(taken.map(({ payload }) => payload.to[0]))).toEqual(new Set(people));
    expect(taken).toHaveLength(people.length);
    for (const { key, payload } of taken) expect(payload.to).toEqual([ids.get(key)]);
    expect(JSON.stringify(office.logged)).not.toContain('@');
  });
});

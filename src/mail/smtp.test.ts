import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSignedCertificate } from '../senders/outbound/certificate.testkit.ts';
import type { OutgoingMail } from './mail.ts';
import { createSmtp } from './smtp.ts';
import { fakeSmtp, smtpRefusal } from './testing/fake-smtp.ts';
import { aLetter } from './testing/letters.ts';
import { HOUR, NOON, openPostOffice } from './testing/post-office.ts';

const FROM = 'Heed <heed@northlight.example>';

const MAIL: OutgoingMail = {
  to: 'jane@example.com',
  subject: 'Your choices',
  html: '<p>hello</p>',
  text: 'hello',
  language: 'en',
  fromName: null,
  replyTo: null,
  writtenAt: NOON,
};

function through(url: string) {
  const smtp = createSmtp({ url, from: FROM });
  onTestFinished(() => smtp.close());
  return smtp.send;
}

async function opened() {
  const server = await fakeSmtp();
  return { ...server, send: through(`smtp://${server.host}`) };
}

describe('a mail by SMTP', () => {
  it('arrives with both parts, dated when it was written, and says that a machine wrote it', async () => {
    const { send, mails, envelopes } = await opened();
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    const [mail] = mails;
    expect(envelopes).toEqual([{ from: 'heed@northlight.example', to: ['jane@example.com'] }]);
    expect(mail?.subject).toBe('Your choices');
    expect(mail?.text?.trim()).toBe('hello');
    expect(mail?.html).toContain('<p>hello</p>');
    expect(mail?.from?.value).toEqual([{ name: 'Heed', address: 'heed@northlight.example' }]);
    expect(mail?.date?.getTime()).toBe(NOON);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('content-language')).toBe('en');
    expect(mail?.headers.has('reply-to')).toBe(false);
    expect([...(mail?.headers.keys() ?? [])].filter((name) => name.startsWith('list'))).toEqual([]);
  });

  it.each([
    ['ja', 'クリアビュー：配信設定のリンク', 'クリアビュー拡大鏡'],
    ['ar', 'رابط تفضيلاتك البريدية', 'كليرفيو'],
    [
      'de',
      'Ihre Einstellungen für Newsletter, Grüße und vieles andere mehr, das eine Zeile füllt',
      'Söhne & Lupen',
    ],
  ] as const)(
    'in %s arrives with its subject and its brand as they are written',
    async (language, subject, name) => {
      const { send, mails } = await opened();
      await send(
        { ...MAIL, language, subject, text: subject, fromName: name, replyTo: 'hilfe@exämple.de' },
        'k',
      );
      expect(mails[0]?.subject).toBe(subject);
      expect(mails[0]?.text?.trim()).toBe(subject);
      expect(mails[0]?.from?.value).toEqual([{ name, address: 'heed@northlight.example' }]);
      expect(mails[0]?.replyTo?.value).toHaveLength(1);
      expect(mails[0]?.headers.get('content-language')).toBe(language);
    },
  );

  it('has one Message-ID for one key, and another for another', async () => {
    const { send, mails } = await opened();
    await send(MAIL, 'key-1');
    await send({ ...MAIL, text: 'again' }, 'key-1');
    await send(MAIL, 'key-2');
    const [first, second, third] = mails.map(({ messageId }) => messageId);
    expect(first).toMatch(/^<[0-9a-f]{32}@northlight\.example>$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it.each([
    ['its subject', { subject: 'Hello\r\nBcc: everyone@example.com\r\n\r\nboo' }],
    ['its brand', { fromName: 'Clearview\r\nBcc: everyone@example.com' }],
  ])('lets nobody begin another header line in %s', async (_, part) => {
    const { send, mails, envelopes } = await opened();
    await send({ ...MAIL, ...part }, 'key-1');
    expect(envelopes.flatMap(({ to }) => to)).toEqual(['jane@example.com']);
    expect(mails[0]?.headers.has('bcc')).toBe(false);
    expect(mails[0]?.text?.trim()).toBe('hello');
  });

  it('goes to the one address it has, also where that is quoted and has a comma', async () => {
    const { send, envelopes } = await opened();
    await send({ ...MAIL, to: '"jane,doe"@example.com' }, 'key-1');
    expect(envelopes.map(({ to }) => to)).toEqual([['"jane,doe"@example.com']]);
  });
});

describe('a login', () => {
  it('uses what stands in the URL', async () => {
    const { host, logins } = await fakeSmtp();
    expect(await through(`smtp://heed:s%40crets@${host}`)(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect(logins).toEqual(['heed']);
  });

  it('that fails has the mail tried again, slowly: an operator mends it', async () => {
    const { host, refuses } = await fakeSmtp();
    refuses.login = smtpRefusal(535);
    expect(await through(`smtp://heed:wrong@${host}`)(MAIL, 'key-1')).toEqual({
      kind: 'retry',
      code: 'auth_failed',
      afterMillis: 900_000,
    });
  });
});

describe('an encrypted connection', () => {
  const certificate = selfSignedCertificate('localhost');

  it('carries mail where the certificate is known, from the first byte (smtps)', async () => {
    const { port, mails } = await fakeSmtp({ secure: true, ...certificate });
    const send = through(`smtps://localhost:${port}?tls.rejectUnauthorized=false`);
    expect(await send(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect(mails).toHaveLength(1);
  });

  it('carries nothing where the certificate is nobody’s', async () => {
    const { port, mails } = await fakeSmtp({ secure: true, ...certificate });
    expect(await through(`smtps://localhost:${port}`)(MAIL, 'key-1')).toMatchObject({ kind: 'retry' });
    expect(mails).toEqual([]);
  });

  it('is insisted on where the URL says so, and then nothing goes over one in the clear', async () => {
    const { host, mails, logins } = await fakeSmtp();
    const send = through(`smtp://heed:secret@${host}?requireTLS=true`);
    expect(await send(MAIL, 'key-1')).toMatchObject({ kind: 'retry' });
    expect([mails, logins]).toEqual([[], []]);
  });
});

describe('a password', () => {
  it('leaves this machine over an encrypted connection or not at all', async () => {
    const { port, logins, mails } = await fakeSmtp();
    // Reaches the same server under an address that is not known to be this machine's.
    expect(await through(`smtp://heed:secret@0.0.0.0:${port}`)(MAIL, 'key-1')).toMatchObject({
      kind: 'retry',
    });
    expect([logins, mails]).toEqual([[], []]);
    expect(await through(`smtp://0.0.0.0:${port}`)(MAIL, 'key-1')).toEqual({ kind: 'sent' });
  });
});

describe('a reply of an SMTP server', () => {
  it.each([
    ['recipient', 550, { kind: 'refused', code: 'smtp_550' }],
    ['recipient', 450, { kind: 'retry', code: 'smtp_450' }],
    ['message', 554, { kind: 'refused', code: 'smtp_554' }],
    ['message', 452, { kind: 'retry', code: 'smtp_452' }],
    ['sender', 550, { kind: 'retry', code: 'smtp_550', afterMillis: 900_000 }],
    ['sender', 530, { kind: 'retry', code: 'auth_failed', afterMillis: 900_000 }],
    ['sender', 421, { kind: 'retry', code: 'smtp_421' }],
  ] as const)('to the %s, %d, means what it means and hands no text on', async (where, reply, outcome) => {
    const { send, refuses } = await opened();
    refuses[where] = smtpRefusal(reply);
    expect(await send(MAIL, 'key-1')).toEqual(outcome);
  });

  it('that never comes because nobody listens has the mail tried again', async () => {
    expect(await through('smtp://127.0.0.1:1')(MAIL, 'key-1')).toEqual({
      kind: 'retry',
      code: 'connection_failed',
    });
  });
});

describe('an outbox that empties through SMTP', () => {
  it('hands a letter over again when the answer was lost, recognisably as the same', async () => {
    const { send, refuses, mails } = await opened();
    const office = await openPostOffice({ sendMail: send });
    await office.post(aLetter());
    refuses.hangsUp = true;
    expect(await office.tick()).toMatchObject({ waiting: 1 });
    refuses.hangsUp = false;
    office.advance(HOUR);
    expect(await office.tick()).toMatchObject({ sent: 1 });
    expect(mails).toHaveLength(2);
    expect(mails[1]?.messageId).toBe(mails[0]?.messageId);
    expect(mails[1]?.date).toEqual(mails[0]?.date);
  });

  it('tells logs nothing of what servers write', async () => {
    const { send, refuses } = await opened();
    const office = await openPostOffice({ sendMail: send });
    await office.post(aLetter());
    refuses.recipient = smtpRefusal(550);
    await office.tick();
    expect(office.logged).toHaveLength(1);
    expect(JSON.stringify([office.logged, await office.rows()])).not.toMatch(/jane|no:/);
  });
});

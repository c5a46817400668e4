import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../mail/mail.ts';
import { fakeResend } from '../mail/testing/fake-resend.ts';
import { fakeSmtp } from '../mail/testing/fake-smtp.ts';
import { createWayOut } from './way-out.ts';

const from = 'heed@northlight.example';
const MAIL: OutgoingMail = {
  to: 'jane@example.com',
  subject: 'Hello',
  html: '<p>hello</p>',
  text: 'hello',
  language: 'en',
  fromName: null,
  replyTo: null,
  writtenAt: 0,
};

describe('the way out', () => {
  it('is none where none was set', async () => {
    const wayOut = createWayOut({ kind: 'capture' });
    expect(wayOut.sendMail).toBeUndefined();
    await wayOut.close();
  });

  it('leads to Resend', async () => {
    const { baseUrl, taken } = await fakeResend();
    const wayOut = createWayOut({ kind: 'resend', apiKey: 're_test', from, baseUrl });
    expect(await wayOut.sendMail?.(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect(taken).toHaveLength(1);
    await wayOut.close();
  });

  it('leads to an SMTP server, and holds no connection to it once it is closed', async () => {
    const { host, mails } = await fakeSmtp();
    const wayOut = createWayOut({ kind: 'smtp', url: `smtp://${host}`, from });
    expect(await wayOut.sendMail?.(MAIL, 'key-1')).toEqual({ kind: 'sent' });
    expect(mails).toHaveLength(1);
    await wayOut.close();
    expect(await wayOut.sendMail?.(MAIL, 'key-2')).toMatchObject({ kind: 'retry' });
  });
});

import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { commonHeaders, SEND_MILLIS_MAX, type SendMail } from './mail.ts';
import { parseMailbox } from './mailbox.ts';
import { readSmtpFailure } from './smtp-failure.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://host`, with nodemailer's options as its query: `?tls.servername=…`. */
  readonly url: string;
  /** The sender line, `Name <address>`. A brand's own name goes before the address. */
  readonly from: string;
}

/** A way out over SMTP, and how to let go of its connections. */
export interface Smtp {
  readonly send: SendMail;
  close(): void;
}

// As many as letters are tried at a time.
const CONNECTIONS_MAX = 4;
const CONNECT_MILLIS_MAX = 10_000;
const SILENCE_MILLIS_MAX = 20_000;
// Below the five minutes RFC 5321 §4.5.3.2.7 asks servers to wait, and short: mails of ours come seldom.
const IDLE_MILLIS_MAX = 30_000;

/**
 * Sends over SMTP; for Node alone. A password goes over the wire encrypted or not at all, unless the URL says otherwise
 * or the server is on this machine. SMTP knows no idempotency keys, so the Message-ID is made of the key and the date is
 * that of the letter: a repeat after a lost answer is the same message to whoever looks. Throws at once when `from` is
 * no sender line.
 */
export function createSmtp({ url, from }: SmtpOptions): Smtp {
  const sender = parseMailbox(from);
  if (sender === undefined) throw new Error('the sender line is no address');
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: CONNECT_MILLIS_MAX,
    greetingTimeout: CONNECT_MILLIS_MAX,
    socketTimeout: SILENCE_MILLIS_MAX,
    idleTimeout: IDLE_MILLIS_MAX,
    // A mail is what we wrote, never what a path or an address in it leads to.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(wantsEncryption(url) ? { requireTLS: true } : {}),
  });
  // The pool tells each mail's own promise as well; without a listener it would end the process.
  transport.on('error', () => undefined);
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  return {
    async send(mail, idempotencyKey) {
      const { to, subject, html, text, fromName, replyTo } = mail;
      try {
        await transport.sendMail({
          from: { name: fromName ?? sender.name ?? '', address: sender.address },
          // As an object, it is one address whatever is in it; as a text it would be read as a list.
          to: { name: '', address: to },
          ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
          subject,
          html,
          text,
          date: new Date(mail.writtenAt),
          messageId: `<${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32)}@${domain}>`,
          headers: commonHeaders(mail),
          signal: AbortSignal.timeout(SEND_MILLIS_MAX),
        });
        return { kind: 'sent' };
      } catch (error) {
        return readSmtpFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** True where a password would leave this machine over a connection that begins in the clear. */
function wantsEncryption(url: string): boolean {
  const { protocol, username, hostname, searchParams } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'smtp:' && username !== '' && !isHere && !searchParams.has('requireTLS');
}

import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A reply that refuses, with a text that quotes the address as real servers do. */
export function smtpRefusal(responseCode: number): Error {
  return Object.assign(new Error(`no: jane@example.com`), { responseCode });
}

/** Where a server refuses, if it does. */
export interface Refusals {
  sender?: Error | undefined;
  recipient?: Error | undefined;
  message?: Error | undefined;
  login?: Error | undefined;
  /** Hangs up after it has taken a message, before it says so. */
  hangsUp?: boolean | undefined;
}

/** A real SMTP server on a port of its own, which keeps what it was given, and refuses what it is told to. */
export async function fakeSmtp(options: SMTPServerOptions = {}) {
  const mails: ParsedMail[] = [];
  const envelopes: { from: string; to: string[] }[] = [];
  const logins: string[] = [];
  const refuses: Refusals = {};

  /** Resolves with the refusal, if any; never when it hangs up. */
  async function take(stream: Readable, { envelope }: SMTPServerSession): Promise<Error | undefined> {
    const mail = await simpleParser(stream);
    if (refuses.message !== undefined) return refuses.message;
    const from = envelope.mailFrom ? envelope.mailFrom.address : '';
    envelopes.push({ from, to: envelope.rcptTo.map(({ address }) => address) });
    mails.push(mail);
    if (refuses.hangsUp !== true) return undefined;
    for (const connection of server.connections) connection.close();
    return new Promise(() => undefined);
  }

  async function answer(taking: ReturnType<typeof take>, done: (refusal?: Error) => void): Promise<void> {
    done(await taking);
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    onAuth: ({ username = '' }, _, done) => {
      logins.push(username);
      done(refuses.login ?? null, { user: username });
    },
    onMailFrom: (_, __, done) => done(refuses.sender),
    onRcptTo: (_, __, done) => done(refuses.recipient),
    onData: (stream, session, done) => void answer(take(stream, session), done),
  });
  server.on('error', () => undefined); // clients that hang up are part of the tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo; // a TCP server that listens has one
  return { mails, envelopes, logins, refuses, port, host: `127.0.0.1:${port}` };
}

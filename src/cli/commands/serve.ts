import { resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { createJsonLog, errorCode } from '../../log.ts';
import { databasePlace } from '../../node/database-problem.ts';
import { dataFolder } from '../../node/open-database.ts';
import { openHeed } from '../../node/open-heed.ts';
import { type Serving, serveHeed } from '../../node/serve.ts';
import { sleep } from '../../propagation/wake.ts';
import { defineCommand } from '../command.ts';
import { type Io, Refused } from '../io.ts';
import { baseUrlWarning, settingsOf } from '../settings.ts';
import { packageVersion } from '../version.ts';
import { noteNewKeys } from '../with-heed.ts';

// Above the five seconds that requests and background work get to finish; both together below the ten Docker waits before
// it kills.
const STOP_MILLIS_MAX = 6_000;
const CLOSE_MILLIS_MAX = 3_000;

/** `heed serve`: runs until it is asked to stop, and then finishes what is under way. */
export const serve = defineCommand({
  usage: [''],
  about: [
    'Serves the links, the API and the console over HTTP, and carries every opt-out to every sender. Brings the database schema up to date first, and makes the two secrets when it starts for the first time without them. SIGTERM or Ctrl-C stop it within seconds; requests under way are finished. Log lines are JSON on standard error.',
    'Settings come from the environment; a wrong value stops the start:',
    'PORT: where it listens. Default: 8787.',
    'HEED_BASE_URL: where the world reaches it, with which links begin. Default: http://localhost:PORT.',
    'HEED_DATABASE_URL: sqlite:PATH or postgres://…. Default: sqlite:./data/heed.db.',
    'HEED_DATABASE_POOL: most connections to a Postgres server. Default: 10.',
    'HEED_KEYS: what signs links and seals addresses, id:base64url, the first signs, all verify. Default: the file heed.keys beside the database.',
    'HEED_IDENTITY_KEY: what people are recognised by. Never change it. Default: the file heed.identity-key beside the database.',
    'HEED_WEBHOOK_TARGETS: public, or public_and_loopback in development. Default: public.',
    'RESEND_API_KEY or HEED_SMTP_URL (smtps://user:password@host), with HEED_MAIL_FROM: how mails of its own leave. Default: they do not; they are kept, to be read in the console.',
    'RESEND_BASE_URL: another server that speaks the API of Resend. Default: Resend itself.',
    'HEED_ADMIN_EMAILS: who gets the daily digest and can have a sign-in link mailed, with commas between. Default: nobody.',
    'HEED_GROUP_NAME: the company behind all brands. Default: none.',
    'HEED_CLIENT_ADDRESS_HEADER: the header in which a proxy tells the address of a client. Default: there is no proxy.',
  ].join('\n'),
  options: {},
  examples: [
    { line: 'heed serve', does: 'Run on port 8787 with ./data/heed.db.' },
    {
      line: 'PORT=80 HEED_BASE_URL=https://mail.example.com heed serve',
      does: 'Run behind a proxy that speaks https.',
    },
  ],
  async run({ json, ...io }) {
    const config = settingsOf(io);
    if (config.baseUrl === 'http://localhost:0') {
      throw new Refused('PORT is 0, so links have nowhere to lead.', 'Set HEED_BASE_URL, or choose a port.');
    }
    const opened = await openHeed(config, createJsonLog(io.note, io.now));
    if (opened.kind === 'refused') throw new Refused(opened.problem);
    try {
      noteNewKeys(io, opened.created);
      const serving = await listen(serveHeed(opened.heed, { port: config.port }), config);
      await io.out(json ? machineStart(config, serving, opened.created) : start(config, serving));
      const warning = baseUrlWarning(config.baseUrl);
      if (warning !== undefined) io.note(warning);
      await askedToStop(io.signal);
      io.note('Stopping: what is under way is finished first.');
      await Promise.race([serving.stop(), sleep(STOP_MILLIS_MAX)]);
    } finally {
      await Promise.race([opened.close(), sleep(CLOSE_MILLIS_MAX)]);
    }
    return 0;
  },
});

async function listen(serving: Promise<Serving>, { port }: Config): Promise<Serving> {
  try {
    return await serving;
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') {
      throw new Refused(
        `PORT ${port} is taken by another program.`,
        'Stop that one, or set PORT to another.',
      );
    }
    if (errorCode(error) === 'EACCES') {
      throw new Refused(`PORT ${port} is not allowed to this user.`, 'Set PORT to 1024 or higher.');
    }
    throw error;
  }
}

function start(config: Config, { port }: Serving): string {
  const { data, keys } = places(config);
  const lines = [
    ['links begin with', config.baseUrl],
    ['data', data],
    ['keys', keys],
    ['mail', mailWords(config)],
  ];
  const told = lines.map(([term = '', text]) => `  ${term.padEnd(18)}${text}\n`).join('');
  return `Heed ${packageVersion()} listens on http://localhost:${port}\n${told}`;
}

function machineStart(config: Config, { port }: Serving, created: readonly string[]): string {
  const told = { listening: true, port, base_url: config.baseUrl, ...places(config), created };
  return `${JSON.stringify({ ...told, mail: mailWords(config) })}\n`;
}

/** How mails leave, without what their settings keep secret. */
function mailWords({ mail, baseUrl }: Config): string {
  if (mail.kind === 'resend')
    return mail.baseUrl === undefined ? 'by Resend' : `by Resend at ${mail.baseUrl}`;
  if (mail.kind === 'smtp') return `by SMTP, through ${new URL(mail.url).host}`;
  return `captured, read it at ${baseUrl}/console/outbox`;
}

/** Where data and keys are, without what a database URL keeps secret. */
function places({ databaseUrl, keys, identityKey }: Config): { data: string; keys: string } {
  const isFile = databaseUrl.startsWith('sqlite:') && databaseUrl !== 'sqlite::memory:';
  const folder = resolve(dataFolder(databaseUrl));
  const given = [keys && 'HEED_KEYS', identityKey && 'HEED_IDENTITY_KEY'].filter(Boolean).join(' and ');
  return {
    data: isFile ? resolve(databaseUrl.slice('sqlite:'.length)) : databasePlace(databaseUrl),
    keys: keys && identityKey ? given : [given, folder].filter(Boolean).join(', '),
  };
}

function askedToStop(signal: Io['signal']): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
}

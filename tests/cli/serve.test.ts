import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../src/cli/io.testkit.ts';
import { startHeed } from './heed-process.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const LISTENING = /listens on http:\/\/localhost:(\d+)\n/;

function serveIn(folder: string, settings: Record<string, string> = {}) {
  return startHeed(['serve'], { settings: { ...settingsIn(folder), PORT: '0', ...settings } });
}

describe('heed serve', { timeout: 60_000 }, () => {
  it('says where it listens and where data and keys are, answers, and ends well at SIGTERM', async () => {
    const folder = temporaryFolder();
    const heed = serveIn(folder);
    const [, port] = await heed.outputs(LISTENING);
    // The connection is kept alive: stopping must not wait for it.
    expect(await (await fetch(`http://localhost:${port}/healthz`)).text()).toBe('ok\n');
    expect(heed.out()).toContain('links begin with  https://mail.example.com\n');
    expect(heed.out()).toContain(`data              ${join(folder, 'heed.db')}\n`);
    expect(heed.out()).toContain(`keys              ${folder}\n`);
    expect(heed.out()).toContain(
      'mail              captured, read it at https://mail.example.com/console/outbox\n',
    );
    heed.kill('SIGTERM');
    expect(await heed.ended).toBe(0);
  });

  it('makes keys that only their owner can read, asks to back them up, and uses them again', async () => {
    const folder = temporaryFolder();
    const paths = ['heed.keys', 'heed.identity-key'].map((name) => join(folder, name));
    const read = () => paths.map((path) => readFileSync(path, 'utf8'));

    const first = serveIn(folder);
    await first.outputs(LISTENING);
    first.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.err()).toContain(`Made ${paths.join(' and ')}. Back them up now`);
    expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    const made = read();
    for (const text of made) expect(first.err() + first.out()).not.toContain(text.trim());

    const second = serveIn(folder);
    await second.outputs(LISTENING);
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(second.err()).not.toContain('Made');
    expect(read()).toEqual(made);
  });

  it('says through which server mails leave, and not with which password', async () => {
    const heed = serveIn(temporaryFolder(), {
      HEED_SMTP_URL: 'smtps://heed:hunter2@smtp.example.com',
      HEED_MAIL_FROM: 'heed@example.com',
    });
    await heed.outputs(/mail {14}by SMTP, through smtp\.example\.com\n/);
    heed.kill('SIGTERM');
    expect(await heed.ended).toBe(0);
    expect(heed.out() + heed.err()).not.toContain('hunter2');
  });

  it('answers machines in one line', async () => {
    const folder = temporaryFolder();
    const heed = startHeed(['serve', '--json'], { settings: { ...settingsIn(folder), PORT: '0' } });
    const [line] = await heed.outputs(/^.*\n/);
    expect(JSON.parse(line)).toEqual({
      listening: true,
      port: expect.any(Number),
      base_url: 'https://mail.example.com',
      data: join(folder, 'heed.db'),
      keys: folder,
      created: [join(folder, 'heed.keys'), join(folder, 'heed.identity-key')],
      mail: 'captured, read it at https://mail.example.com/console/outbox',
    });
    heed.kill('SIGTERM');
    expect(await heed.ended).toBe(0);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0);
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const heed = serveIn(temporaryFolder(), { PORT: port });
    expect(await heed.ended).toBe(1);
    expect(heed.err()).toContain(`PORT ${port} is taken by another program.`);
  });

  it('may be started twice on one file: the same port is refused, another works beside the first', async () => {
    const folder = temporaryFolder();
    const first = serveIn(folder);
    const [, port = ''] = await first.outputs(LISTENING);
    const isWell = async (at: string) => (await fetch(`http://localhost:${at}/healthz`)).status;

    const same = serveIn(folder, { PORT: port });
    const beside = serveIn(folder);
    expect(await same.ended).toBe(1);
    expect(same.err()).toContain(`PORT ${port} is taken by another program.`);
    const [, other = ''] = await beside.outputs(LISTENING);
    expect(beside.err()).not.toContain('Made');
    expect([await isWell(port), await isWell(other)]).toEqual([200, 200]);

    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await isWell(other)).toBe(200);
    beside.kill('SIGTERM');
    expect(await beside.ended).toBe(0);
  });

  it('warns when links would work on this machine alone', async () => {
    const heed = serveIn(temporaryFolder(), { HEED_BASE_URL: 'http://localhost:8787' });
    await heed.outputs(LISTENING);
    heed.kill('SIGTERM');
    await heed.ended;
    expect(heed.err()).toContain('HEED_BASE_URL is http://localhost:8787: links work on this machine alone.');
  });
});

/** What is refused never listens, so it needs no process of its own. */
function refusedIn(folder: string, settings: Record<string, string>) {
  return run(['serve'], { environment: { ...settingsIn(folder), PORT: '0', ...settings } });
}

describe('heed serve refuses, naming the setting and no secret,', { timeout: 60_000 }, () => {
  const SECRET = 'uMPzY0-hunter2-Rr1';

  it.each([
    ['a port in words', { PORT: SECRET }, 'PORT must be a number'],
    ['a base URL without scheme', { HEED_BASE_URL: SECRET }, 'HEED_BASE_URL must be a web address'],
    [
      'another kind of database',
      { HEED_DATABASE_URL: `mysql://x:${SECRET}@y` },
      'HEED_DATABASE_URL must begin',
    ],
    [
      'a database that is away',
      { HEED_DATABASE_URL: `postgres://x:${SECRET}@localhost:1/y` },
      'HEED_DATABASE_URL (postgres://localhost:1/y): the server does not answer',
    ],
    [
      'a password that breaks the URL',
      { HEED_DATABASE_URL: `postgres://x:/${SECRET}@localhost:1/y` },
      'HEED_DATABASE_URL (',
    ],
    ['keys without an id', { HEED_KEYS: SECRET }, 'HEED_KEYS: key 1 must read id:base64url'],
    [
      'keys that are too short',
      { HEED_KEYS: `k1:${SECRET}` },
      'HEED_KEYS: key 1 must be at least 32 random bytes',
    ],
    [
      'an identity key that is too short',
      { HEED_IDENTITY_KEY: SECRET },
      'HEED_IDENTITY_KEY: must be at least 32',
    ],
    [
      'two ways for mails to leave',
      { RESEND_API_KEY: SECRET, HEED_SMTP_URL: `smtp://x:${SECRET}@y`, HEED_MAIL_FROM: 'a@b.c' },
      'HEED_SMTP_URL and RESEND_API_KEY are both set',
    ],
    ['unknown webhook targets', { HEED_WEBHOOK_TARGETS: SECRET }, 'HEED_WEBHOOK_TARGETS must be public'],
  ])('%s', async (_, settings, told) => {
    const { code, out, err } = await refusedIn(temporaryFolder(), settings);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(told);
    expect(err).not.toContain(SECRET);
  });

  it('a data folder that cannot be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'file', 'heed.db');
    const { code, err } = await refusedIn(folder, { HEED_DATABASE_URL: `sqlite:${path}` });
    expect(code).toBe(1);
    expect(err).toContain(`HEED_DATABASE_URL (${path}): its folder cannot be made or used.`);
  });

  it('port 0 where links would have nowhere to lead', async () => {
    const { code, err } = await refusedIn(temporaryFolder(), { HEED_BASE_URL: '' });
    expect(code).toBe(1);
    expect(err).toContain('Set HEED_BASE_URL, or choose a port.');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { TEMPLATES } from '../../emails/templates.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { temporaryFolder } from './temporary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const manifest = z.object({ scripts: z.object({ emails: z.string() }) });

/** Runs what `npm run emails` runs. */
async function startEmails(...args: readonly string[]) {
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const [command, ...given] = scripts.emails.split(' ');
  expect(command).toBe('node');
  const child = spawn(process.execPath, [...given, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function runEmails(...args: readonly string[]) {
  const child = await startEmails(...args);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, err, code: child.exitCode };
}

describe('npm run emails', { timeout: 60_000 }, () => {
  it('explains itself, and what it was wrongly given', async () => {
    expect(await runEmails('--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--once FOLDER'),
    });
    expect(await runEmails('--port', 'ninety')).toMatchObject({
      code: 2,
      err: expect.stringContaining('not ninety'),
    });
  });

  it('writes every mail in every language as files, with an index that leads to them', async () => {
    const folder = temporaryFolder();
    expect(await runEmails('--once', folder)).toMatchObject({ code: 0, err: '' });
    const files = await readdir(folder);
    const index = await readFile(join(folder, 'index.html'), 'utf8');
    for (const language of LANGUAGES) {
      for (const ending of ['html', 'light.html', 'dark.html', 'txt']) {
        expect(files).toContain(`admin-digest.${language}.${ending}`);
      }
    }
    for (const kind of Object.keys(TEMPLATES)) {
      expect(index).toContain(`href="${kind.replaceAll('_', '-')}.en.html"`);
    }
    const links = [...index.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(links.filter((href) => !files.includes(href ?? ''))).toEqual([]);
  });

  it('shows them on this machine alone, until it is told to stop', async () => {
    const child = await startEmails('--port', '0');
    const [said] = await once(child.stdout, 'data');
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(said)) ?? [];
    const page = await fetch(`${origin}/manage-link.ar.html`);
    expect(await page.text()).toContain('<h1 lang="ar" dir="rtl">');
    const letter = await fetch(`${origin}/manage-link.ar.dark.html`);
    expect(letter.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await fetch(`${origin}/../package.json`)).status).toBe(404);
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(0);
  });
});

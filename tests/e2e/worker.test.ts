import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { call } from './api-client.ts';
import { gmailPost } from './bodies.ts';
import { ledgerOf } from './ledger.ts';
import { exchange } from './raw-http.ts';
import { beginStory, mint, oneClick } from './story.ts';
import { SETTINGS } from './targets/target.ts';
import { startWorker, workersOnD1 } from './targets/workers.ts';
import { mintHere } from './tokens.ts';

describe('the Worker', () => {
  it('without its keys answers 503 to everything, and says what to mend', async () => {
    const target = await startWorker({ ...SETTINGS, HEED_KEYS: '' });
    onTestFinished(() => target.close());
    const answer = await exchange(target.port, gmailPost(`/u/${mintHere('jane@example.com').unsub}`));
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('The secret HEED_KEYS is missing');
    await target.tick();
    expect(target.log.map((line) => JSON.parse(line))).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ level: 'error', event: 'worker.incomplete' }),
      ),
    );
  });

  it('brings its database up to date at its first request or cron run, several at once too', async () => {
    const target = await startWorker();
    onTestFinished(() => target.close());
    const ready = () => call(target, [], '/readyz', {});
    const answers = await Promise.all([ready(), target.tick(), ready(), ready()]);
    expect(answers.filter((answer) => answer !== undefined).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect(await ledgerOf(target.database)).toEqual([]);
    const migrated = target.log.filter((line) => line.includes('database.migrated'));
    expect(new Set(migrated).size).toBe(migrated.length);
  });

  it('records a hundred and fifty opt-outs that come at once, and tells of them without waiting for its cron', async () => {
    const story = await beginStory(workersOnD1);
    onTestFinished(() => story.close());
    const crowd = Array.from({ length: 150 }, (_, index) => `person-${index}@example.org`);
    const links = await mint(story, crowd);
    const answers = await Promise.all(links.map((one) => oneClick(story, one.unsubscribe_url)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await ledgerOf(story.target.database)).toHaveLength(150);
    await story.webhook.when(({ states }) => crowd.every((address) => states.has(address)));
  });

  it('streams links for as many addresses as are streamed to it', async () => {
    const story = await beginStory(workersOnD1);
    onTestFinished(() => story.close());
    const lines = Array.from({ length: 2_000 }, (_, index) => `{"address":"person-${index}@example.org"}\n`);
    const answer = await call(story.target, [], '/v1/links?scope=clearview', {
      method: 'POST',
      headers: { authorization: `Bearer ${story.api.secret}`, 'content-type': 'application/x-ndjson' },
      body: lines.join(''),
    });
    expect(answer.status).toBe(200);
    const minted = answer.text.trimEnd().split('\n');
    expect(minted).toHaveLength(2_000);
    const { unsubscribe_url } = JSON.parse(minted.at(-1) ?? '');
    expect((await oneClick(story, unsubscribe_url)).status).toBe(200);
  });

  it('is a bundle that fits, without the drivers and the disk of the other ways to run', async () => {
    const code = await readFile(inject('workerBundle'), 'utf8');
    // developers.cloudflare.com/workers/platform/limits: 3 MB compressed on the smallest plan.
    expect(gzipSync(code).length).toBeLessThan(1_000_000);
    const imported = [...code.matchAll(/^import .*? from "(.+?)";$/gm)].map(([, name]) => name);
    expect(imported).not.toEqual([]);
    expect(imported.filter((name) => !/^node:(async_hooks|buffer|crypto|url)$/.test(name ?? ''))).toEqual([]);
    expect(code).not.toContain('better-sqlite3');
  });
});

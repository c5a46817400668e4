import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import type { Sleep } from '../propagation/wake.ts';
import { startWatcher } from './watcher.ts';

/** A sleep that ends when it is rung for or stopped: no time passes. */
function forEver() {
  const asked: number[] = [];
  const sleep: Sleep = (millis, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted || millis < 1_000) return resolve();
      asked.push(millis);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  return { sleep, asked };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('the watcher', () => {
  it('watches and guards once a minute, and looks for alerts every few seconds', async () => {
    const { sleep, asked } = forEver();
    const { heed } = await openTestHeed({ sleep });
    const ticks: string[] = [];
    const watcher = startWatcher({
      ...heed,
      watch: async () => {
        ticks.push('watch');
        return 'done';
      },
      watchdog: async () => {
        ticks.push('watchdog');
        return 'well';
      },
      alarm: async () => {
        ticks.push('alarm');
        return { sent: 0, failed: 0, removed: 0 };
      },
    });
    await nextTurn();
    expect(ticks.toSorted()).toEqual(['alarm', 'watch', 'watchdog']);
    expect(asked.toSorted((one, other) => one - other)).toEqual([5_000, 60_000, 60_000]);
    heed.watchWake.ring();
    heed.alarmWake.ring();
    await nextTurn();
    await nextTurn();
    expect(ticks.toSorted()).toEqual(['alarm', 'alarm', 'watch', 'watch', 'watchdog']);
    await watcher.stop();
  });

  it('goes on at once where the time of one look was not enough', async () => {
    const { sleep } = forEver();
    const { heed } = await openTestHeed({ sleep });
    const ends = ['unfinished', 'unfinished', 'done'] as const;
    let ticks = 0;
    const watcher = startWatcher({ ...heed, watch: async () => ends[ticks++] ?? 'done' });
    while (ticks < 3) await nextTurn();
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(ticks).toBe(3);
    await watcher.stop();
  });

  it('keeps guarding and telling when the watch itself fails', async () => {
    const { sleep } = forEver();
    const { heed, logged } = await openTestHeed({ sleep });
    let guarded = 0;
    const watcher = startWatcher({
      ...heed,
      watch: () => Promise.reject(new Error('jane@example.com')),
      watchdog: async () => {
        guarded++;
        return 'silent';
      },
    });
    await nextTurn();
    await watcher.stop();
    expect(guarded).toBe(1);
    expect(logged.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'watch.failed', code: 'Error' }),
    );
  });
});

describe('a sender that begins to fail', () => {
  it('rings for the watch once, which tells of what only a person can mend', async () => {
    const test = await openTestHeed({
      adminEmails: ['ops@northlight.example'],
      outbound: { post: async () => ({ kind: 'answered', status: 410, headers: {}, body: '' }) },
    });
    const { heed, call, key } = test;
    await addClearview(test);
    const setup = await key(['setup']);
    const sender = { id: 'tool', name: 'Tool', kind: 'webhook', brands: ['clearview'] };
    const added = await call(setup, '/v1/senders', { ...sender, url: 'https://tool.example/hook' });
    expect(added.status).toBe(201);
    const phone = await key(['decisions']);
    const said = { address: 'jane@example.com', scope: 'clearview', channel: 'phone' };
    await call(phone, '/v1/decisions', { decisions: [said] });
    let rung = 0;
    const ring = heed.watchWake.ring.bind(heed.watchWake);
    heed.watchWake.ring = () => {
      rung++;
      ring();
    };
    await heed.propagate({ millisMax: 1_000 });
    test.advance(2 * 60 * 60_000);
    await heed.propagate({ millisMax: 1_000 });
    expect(rung).toBe(1);
    expect(await heed.watch({ millisMax: 1_000 })).toBe('done');
    const incidents = await heed.database.all(heed.database.build.selectFrom('incident').selectAll());
    expect(incidents.map(({ kind, code }) => `${kind} ${code}`)).toContain('refused gone');
    const mails = await heed.database.all(heed.database.build.selectFrom('outbox').select('kind'));
    expect(mails.every(({ kind }) => kind === 'admin_alert')).toBe(true);
  });
});

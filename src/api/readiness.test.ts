import { describe, expect, it } from 'vitest';
import { openTestHeed, type TestHeed } from '../heed.testkit.ts';
import { watchRan } from '../senders/hold.testkit.ts';
import { anIncident, storeAlert, storeIncidents, storeLetter } from '../watch/guarantee-rows.testkit.ts';

const MINUTE = 60_000;

async function ask({ app }: TestHeed, path: string): Promise<[number, string[]]> {
  const response = await app.request(path);
  return [response.status, (await response.text()).trimEnd().split('\n')];
}

/** What both doors say: to who steers traffic, and to a monitor. */
const both = async (test: TestHeed) => [await ask(test, '/readyz'), await ask(test, '/readyz?strict')];

describe('/readyz', () => {
  it('is ready, and nothing else, while all is well', async () => {
    const test = await openTestHeed();
    await watchRan(test.heed.database, test.heed.now());
    expect(await both(test)).toEqual([
      [200, ['ready']],
      [200, ['ready']],
    ]);
  });

  it('says when the watch last ran, once that is ten minutes ago', async () => {
    const test = await openTestHeed();
    expect(await both(test)).toEqual([
      [200, ['ready', 'watch has not run yet']],
      [503, ['in trouble', 'watch has not run yet']],
    ]);
    await watchRan(test.heed.database, test.heed.now());
    test.advance(10 * MINUTE);
    expect(await ask(test, '/readyz?strict')).toEqual([200, ['ready']]);
    test.advance(1);
    expect(await both(test)).toEqual([
      [200, ['ready', 'watch last ran 2026-11-23T15:00:00.000Z']],
      [503, ['in trouble', 'watch last ran 2026-11-23T15:00:00.000Z']],
    ]);
  });

  it('says since when mail does not leave, and keeps taking traffic', async () => {
    const test = await openTestHeed();
    const { database } = test.heed;
    const start = test.heed.now();
    await storeLetter(database, { id: 'dead', state: 'waiting', created_at: start });
    await storeLetter(database, { id: 'too', state: 'waiting', created_at: start + 1 });
    test.advance(15 * MINUTE - 1);
    await watchRan(database, test.heed.now());
    expect(await ask(test, '/readyz?strict')).toEqual([200, ['ready']]);
    test.advance(1);
    expect(await both(test)).toEqual([
      [200, ['ready', 'mail_failing since 2026-11-23T15:00:00.000Z']],
      [503, ['in trouble', 'mail_failing since 2026-11-23T15:00:00.000Z']],
    ]);
  });

  it('does not call it failing mail when one letter waits and younger ones were sent', async () => {
    const test = await openTestHeed();
    const { database } = test.heed;
    const start = test.heed.now();
    await storeLetter(database, { id: 'put-off', state: 'waiting', created_at: start });
    await storeLetter(database, { id: 'fine', state: 'sent', created_at: start + 1 });
    test.advance(60 * MINUTE);
    await watchRan(database, test.heed.now());
    expect(await ask(test, '/readyz?strict')).toEqual([200, ['ready']]);
    await storeLetter(database, { id: 'next', state: 'waiting', created_at: start + MINUTE });
    expect((await ask(test, '/readyz'))[1]).toEqual(['ready', 'mail_failing since 2026-11-23T15:01:00.000Z']);
  });

  it('says what the watch has opened an incident for, and not what concerns one sender', async () => {
    const test = await openTestHeed();
    const { database } = test.heed;
    await watchRan(database, test.heed.now());
    const opened_at = test.heed.now();
    await storeIncidents(
      database,
      anIncident({ kind: 'breached' }),
      anIncident({ id: 'inc_2', sender_id: '', kind: 'mail_failing', opened_at }),
      anIncident({
        id: 'inc_3',
        sender_id: '',
        kind: 'alarm_failing',
        opened_at,
        recovered_at: 1,
        closed_at: 1,
      }),
    );
    expect(await both(test)).toEqual([
      [200, ['ready', 'mail_failing since 2026-11-23T15:00:00.000Z']],
      [503, ['in trouble', 'mail_failing since 2026-11-23T15:00:00.000Z']],
    ]);
  });

  it('says since when alerts are not taken, until one is', async () => {
    const test = await openTestHeed();
    const { database } = test.heed;
    await storeAlert(database, { created_at: test.heed.now() });
    test.advance(15 * MINUTE);
    await watchRan(database, test.heed.now());
    expect((await ask(test, '/readyz?strict'))[1]).toEqual([
      'in trouble',
      'alarm_failing since 2026-11-23T15:00:00.000Z',
    ]);
    await storeAlert(database, { id: 'alt_2', created_at: test.heed.now(), settled_at: test.heed.now() });
    expect(await ask(test, '/readyz?strict')).toEqual([200, ['ready']]);
  });

  it('is a 503 without a word of the reason when the database does not answer, and /healthz lives', async () => {
    const test = await openTestHeed();
    await test.heed.database.close();
    const [status, lines] = await ask(test, '/readyz');
    expect(status).toBe(503);
    expect(lines.join()).not.toMatch(/ready|sqlite|database connection/i);
    expect(await ask(test, '/healthz')).toEqual([200, ['ok']]);
  });
});

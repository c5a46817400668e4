import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { placeHold, watchRan } from '../senders/hold.testkit.ts';
import {
  anIncident,
  storeAlert,
  storeExposure,
  storeIncidents,
  storeLetter,
} from '../watch/guarantee-rows.testkit.ts';

const HOUR = 3_600_000;

/** Clearview with the feed senders crm and shop, and somebody who has opted out. */
async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const setup = await test.key(['setup', 'decisions']);
  for (const id of ['crm', 'shop']) {
    await test.call(setup, '/v1/senders', {
      id,
      name: 'Ada <ada@example.com>',
      kind: 'feed',
      brands: ['clearview'],
    });
  }
  await test.call(setup, '/v1/decisions', {
    decisions: [{ address: 'secret.person@example.com', scope: 'clearview', channel: 'phone' }],
  });
  const secret = await test.key(['latency']);
  return {
    ...test,
    scrape: async (key = secret) => {
      const response = await test.app.request('/metrics', { headers: { authorization: `Bearer ${key}` } });
      return { response, text: await response.text() };
    },
    acknowledge: async (sender: string) => {
      const feed = await test.key(['changes'], sender);
      await test.call(feed, '/v1/changes?after=0');
      await test.call(feed, '/v1/acks', { seq: 1 });
    },
  };
}

/** The samples of one metric, by their labels. */
function samplesOf(text: string, name: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(name.length, at), line.slice(at + 1)];
    }),
  );
}

describe('/metrics', () => {
  it('wants a key with the scope latency', async () => {
    const { scrape, app, key } = await opened();
    expect((await app.request('/metrics')).status).toBe(401);
    expect((await scrape(await key(['check']))).response.status).toBe(403);
    const { response } = await scrape();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('tells what waits at each sender and how far its deadline is', async () => {
    const { scrape, heed, advance } = await opened();
    const now = heed.now();
    await storeExposure(heed.database, { waiting: 3, requested_at: now - 5_000, due_at: now + HOUR });
    await storeExposure(heed.database, { brand: '*', waiting: 2, requested_at: now, due_at: now - 1_500 });
    advance(500);
    const { text } = await scrape();
    expect(samplesOf(text, 'heed_sender_waiting')).toEqual({ '{sender="crm"}': '5', '{sender="shop"}': '0' });
    expect(samplesOf(text, 'heed_sender_oldest_age_seconds')).toEqual({
      '{sender="crm"}': '5.5',
      '{sender="shop"}': '0',
    });
    expect(samplesOf(text, 'heed_sender_seconds_to_deadline')).toEqual({ '{sender="crm"}': '-2' });
  });

  it('tells who is held, who is parked, and when a sender last took something', async () => {
    const { scrape, heed, advance, acknowledge } = await opened();
    await watchRan(heed.database, heed.now());
    await acknowledge('shop');
    await placeHold(heed.database);
    const refused = { sender_id: 'crm', code: 'x', attempt: 1, next_attempt_at: 0, parked_at: 0 };
    const parked = { ...refused, recipient_id: 'r', first_seq: 1, seq: 1, requested_at: 0, due_at: null };
    await heed.database.commit([heed.database.build.insertInto('parked').values(parked).compile()]);
    advance(90_000);
    const { text } = await scrape();
    expect(samplesOf(text, 'heed_sender_held')).toEqual({ '{sender="crm"}': '1', '{sender="shop"}': '0' });
    expect(samplesOf(text, 'heed_sender_parked')).toEqual({ '{sender="crm"}': '1', '{sender="shop"}': '0' });
    expect(samplesOf(text, 'heed_sender_last_success_seconds')).toEqual({ '{sender="shop"}': '90' });
  });

  it('tells how long opt-outs took within the day, and no longer', async () => {
    const { scrape, advance, acknowledge } = await opened();
    advance(2_048);
    await acknowledge('crm');
    const within = { '{sender="crm",quantile="0.5"}': '2.048', '{sender="crm",quantile="0.95"}': '2.048' };
    const name = 'heed_optout_latency_seconds';
    expect(samplesOf((await scrape()).text, name)).toMatchObject(within);
    advance(24 * HOUR);
    expect(samplesOf((await scrape()).text, name)).toEqual({});
  });

  it('counts open incidents, by what and whose they are', async () => {
    const { scrape, heed } = await opened();
    await storeIncidents(
      heed.database,
      anIncident({ kind: 'late' }),
      anIncident({ id: 'inc_2', kind: 'mail_failing', sender_id: '' }),
      anIncident({ id: 'inc_3', kind: 'late', sender_id: 'shop', recovered_at: 5, closed_at: 5 }),
    );
    expect(samplesOf((await scrape()).text, 'heed_incidents_open')).toEqual({
      '{kind="late",sender="crm"}': '1',
      '{kind="mail_failing",sender=""}': '1',
    });
  });

  it('tells whether the watch, the mails and the alerts move', async () => {
    const { scrape, heed, advance } = await opened();
    const start = heed.now();
    const of = async (name: string) => samplesOf((await scrape()).text, name)[''];
    expect([await of('heed_watch_age_seconds'), await of('heed_outbox_waiting')]).toEqual(['+Inf', '0']);
    await watchRan(heed.database, start);
    await storeLetter(heed.database, { id: 'a', state: 'waiting', created_at: start });
    await storeLetter(heed.database, { id: 'b', state: 'sent', created_at: start - HOUR });
    await storeAlert(heed.database, { created_at: start + 1_000 });
    await storeAlert(heed.database, { id: 'alt_2', created_at: 0, settled_at: 1 });
    advance(61_000);
    expect(await of('heed_watch_age_seconds')).toBe('61');
    expect([await of('heed_outbox_waiting'), await of('heed_outbox_oldest_age_seconds')]).toEqual([
      '1',
      '61',
    ]);
    expect([await of('heed_alerts_waiting'), await of('heed_alerts_oldest_age_seconds')]).toEqual([
      '1',
      '60',
    ]);
    expect(await of('heed_ledger_head')).toBe('1');
  });

  it('leaves out a sender that was retired', async () => {
    const { scrape, heed } = await opened();
    const retired = heed.database.build.updateTable('sender').set({ retired_at: 1 }).where('id', '=', 'crm');
    await heed.database.commit([retired.compile()]);
    expect((await scrape()).text).not.toContain('sender="crm"');
  });

  it('holds no address and no name, whoever is in the tables', async () => {
    const { scrape, heed, acknowledge } = await opened();
    await acknowledge('crm');
    await storeExposure(heed.database);
    await placeHold(heed.database);
    await storeIncidents(heed.database, anIncident({ explained_by: 'Ada', explanation: 'ada@example.com' }));
    const { text } = await scrape();
    expect(text).not.toMatch(/@|secret|person|ada|example/i);
    const named = /^(# (HELP|TYPE) )?heed_\w+( |\{(\w+="[\w.-]*",?)+\} |$)/;
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((line) => !named.test(line)),
    ).toEqual([]);
  });

  it('asks the database as often for many senders as for two', async () => {
    const { scrape, heed, call, key } = await opened();
    let asked = 0;
    const inner = { ...heed.database };
    Object.assign(heed.database, {
      all: (query: Parameters<typeof inner.all>[0]) => {
        asked += 1;
        return inner.all(query);
      },
    });
    await scrape();
    const few = asked;
    const setup = await key(['setup']);
    for (let index = 0; index < 20; index += 1) {
      await call(setup, '/v1/senders', { id: `s${index}`, name: 'S', kind: 'feed', brands: ['clearview'] });
    }
    asked = 0;
    await scrape();
    expect(asked).toBe(few);
    expect(few).toBeGreaterThan(8);
    expect(few).toBeLessThan(16);
  });

  it('is a 503 when the database cannot answer', async () => {
    const { scrape, heed } = await opened();
    await heed.database.commit([heed.database.build.schema.dropTable('exposure').compile()]);
    expect((await scrape()).response.status).toBe(503);
  });
});

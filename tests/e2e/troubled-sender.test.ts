import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf } from './api-client.ts';
import { ledgerOf } from './ledger.ts';
import { leaks } from './no-leaks.ts';
import { beginStory, lookUp, mint, oneClick, pullAll, type Story, toldEverywhere } from './story.ts';
import { targets } from './targets/all.ts';
import { until } from './until.ts';
import { startWebhookSender, type WebhookSender } from './webhook-sender.ts';

const [ANN, BEN, CARA] = ['ann@example.com', 'ben@example.com', 'cara@example.com'] as const;

// One story, told in order: each test goes on where the one before it ended.
describe.each(targets)('$name: a sender in trouble', (kind) => {
  let story: Story;
  let decoy: WebhookSender;
  const links = new Map<string, string>();
  beforeAll(async () => {
    story = await beginStory(kind);
    decoy = await startWebhookSender();
    const people = [ANN, BEN, CARA];
    const minted = await mint(story, people);
    for (const [index, address] of people.entries()) links.set(address, minted[index]?.unsubscribe_url ?? '');
  });
  afterAll(async () => {
    await decoy?.close();
    await story?.close();
  });

  async function optsOut(address: string): Promise<void> {
    expect((await oneClick(story, links.get(address) ?? '')).status).toBe(200);
  }

  it('that answers 429 is left alone for as long as it asked, and owed what it was', async () => {
    story.webhook.plan({ kind: 'fails', status: 429, headers: { 'retry-after': '70' } });
    await optsOut(ANN);
    const state = await settledAs(story, 'rate_limited', 1);
    expect(state.next_attempt_at - (state.last_settled_at ?? 0)).toBeGreaterThanOrEqual(70_000);
    expect(state.cursor_seq).toBe(0);
    await optsOut(BEN);
    expect((await lookUp(story, BEN)).history[0]?.senders).toContainEqual(
      expect.objectContaining({ sender: 'mailer', status: 'waiting' }),
    );
    expect(story.webhook.met).toEqual(['fails']);
    expect(await passedOver(story)).toEqual([]);
  });

  it('that answers 500 is tried again, later and later', async () => {
    story.webhook.plan({ kind: 'fails', status: 500 });
    await hurry(story);
    const state = await settledAs(story, 'http_500', 2);
    expect(state.cursor_seq).toBe(0);
    expect(state.next_attempt_at).toBeGreaterThan(state.last_settled_at ?? Number.POSITIVE_INFINITY);
    expect(await passedOver(story)).toEqual([]);
  });

  it('that redirects is not followed', async () => {
    story.webhook.plan({ kind: 'fails', status: 307, headers: { location: decoy.url } });
    await hurry(story);
    const state = await settledAs(story, 'redirect_refused', 3);
    expect(state.cursor_seq).toBe(0);
    expect([decoy.forged, decoy.met]).toEqual([0, []]);
    expect(await passedOver(story)).toEqual([]);
  });

  it('that refuses one person takes the others, who wait for nobody', async () => {
    story.webhook.plan({ kind: 'rejects', address: CARA });
    await optsOut(CARA);
    await hurry(story);
    const state = await settledAs(story, 'ok', 0);
    expect(state.cursor_seq).toBe(3);
    expect([...story.webhook.states.keys()]).toEqual([ANN, BEN]);
    expect((await lookUp(story, CARA)).history[0]?.senders).toContainEqual(
      expect.objectContaining({ sender: 'mailer', status: 'parked' }),
    );
    expect(await passedOver(story)).toEqual([]);
  });

  it('that has recovered holds everything, and everybody is told of', async () => {
    await hurry(story);
    await story.webhook.when(({ states }) => states.has(CARA));
    await pullAll(story, 0);
    for (const address of [ANN, BEN, CARA]) await toldEverywhere(story, address);
    for (const address of [ANN, BEN, CARA])
      expect(story.webhook.states.get(address)?.promotional).toEqual({ clearview: 'suppressed' });
    expect(story.webhook.met).toEqual(['fails', 'fails', 'fails', 'rejects', 'applies']);
    expect(story.webhook.forged).toBe(0);
  });

  it('has its latency counted once for each opt-out, from the moment it was asked for', async () => {
    expect(jsonOf(await story.api.get('/v1/latency'))).toMatchObject({
      senders: [
        { sender: 'crm', lag: 0, windows: { '24h': { count: 3 } } },
        { sender: 'mailer', lag: 0, parked: 0, oldest: null, windows: { '24h': { count: 3 } } },
      ],
    });
    expect(leaks(story.secrets, { log: story.target.log, transcript: story.transcript })).toEqual([]);
  });
});

/** Moves the time that was set for the next attempts to now, and lets the service make them. */
async function hurry({ target }: Story): Promise<void> {
  await target.database.commit(
    ['propagation', 'parked'].map((table) => ({
      sql: `update ${table} set next_attempt_at = 0`,
      parameters: [],
    })),
  );
  await target.tick();
}

/** The webhook sender's state, once its last delivery has ended so, after this many failures in a row. */
function settledAs({ target: { database } }: Story, code: string, attempt: number) {
  return until(`a delivery to end as ${code}`, async () => {
    const [row] = await database.all(
      database.build.selectFrom('propagation').selectAll().where('sender_id', '=', 'mailer'),
    );
    return row?.last_code === code && row.attempt === attempt ? row : undefined;
  });
}

/** Guarantee 4: entries the cursor has passed although the sender neither took them nor had them parked. */
async function passedOver({ target: { database }, webhook }: Story): Promise<number[]> {
  const { build } = database;
  const [state] = await database.all(
    build.selectFrom('propagation').selectAll().where('sender_id', '=', 'mailer'),
  );
  const parked = await database.all(build.selectFrom('parked').selectAll().where('sender_id', '=', 'mailer'));
  const taken = Math.max(0, ...[...webhook.states.values()].map(({ seq }) => seq));
  return (await ledgerOf(database))
    .filter(({ seq }) => seq <= (state?.cursor_seq ?? 0) && seq > taken)
    .filter(({ recipient_id }) => !parked.some((row) => row.recipient_id === recipient_id))
    .map(({ seq }) => seq);
}

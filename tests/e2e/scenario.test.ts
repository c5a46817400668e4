import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readKeySet } from '../../src/consent/key-set.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import { publicReceiptKeys } from '../../src/keys/receipt-key.ts';
import { pages } from '../../src/words/en/pages.ts';
import { call, jsonOf } from './api-client.ts';
import { ledgerOf } from './ledger.ts';
import { leaks } from './no-leaks.ts';
import {
  beginStory,
  check,
  lookUp,
  mint,
  oneClick,
  press,
  pull,
  pullAll,
  type Story,
  tokenOf,
  toldEverywhere,
} from './story.ts';
import { targets } from './targets/all.ts';
import { keyringOf } from './tokens.ts';

const JANE = 'jane.doe@example.com';
const DAY_MILLIS = 86_400_000;

// One story, told in order: each test goes on where the one before it ended.
describe.each(targets)('$name: an opt-out', (kind) => {
  let story: Story;
  let link = '';
  beforeAll(async () => {
    story = await beginStory(kind);
  });
  afterAll(() => story?.close());

  it('begins with a link in a mail, which shows no address and stores nobody', async () => {
    const [jane] = await mint(story, [JANE]);
    link = jane?.unsubscribe_url ?? '';
    expect(jane?.headers).toEqual({
      'List-Unsubscribe': `<${link}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(
      leaks([JANE], { log: [link, Buffer.from(tokenOf(link), 'base64url').toString()], transcript: [] }),
    ).toEqual([]);
    expect(await lookUp(story, JANE)).toMatchObject({ standing: [], history: [] });
    expect(jsonOf(await check(story, JANE, 'clearview/offers'))).toMatchObject({
      results: [{ allowed: true }],
    });
  });

  it('is recorded by one POST of a mail program, with its deadlines', async () => {
    const answer = await oneClick(story, link);
    expect(answer).toMatchObject({ status: 200, text: 'unsubscribed\n' });
    const [entry, ...more] = await ledgerOf(story.target.database);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ seq: 1, scope: 'clearview', kind: 'opt_out', channel: 'one_click' });
    const requestedAt = entry?.requested_at ?? 0;
    expect(Math.abs(Date.now() - requestedAt)).toBeLessThan(60_000);
    expect(entry?.target_at).toBe(requestedAt + 2 * DAY_MILLIS);
    expect(entry?.due_at).toBeGreaterThan(requestedAt + 12 * DAY_MILLIS);
  });

  it('is told to the webhook sender at once, signed', async () => {
    await story.webhook.when(({ states }) => states.has(JANE));
    expect(story.webhook.states.get(JANE)).toMatchObject({
      seq: 1,
      promotional: { clearview: 'suppressed' },
      topics: { 'clearview/offers': 'suppressed' },
    });
    expect(story.webhook.states.get(JANE)?.topics).not.toHaveProperty('clearview/account');
  });

  it('is given to the feed sender when it asks, and is told when it acknowledges', async () => {
    const page = await pull(story, 0);
    expect(page).toMatchObject({
      next: 1,
      items: [{ address: JANE, promotional: { clearview: 'suppressed' } }],
    });
    expect((await lookUp(story, JANE)).history[0]?.senders).toContainEqual(
      expect.objectContaining({ sender: 'crm', status: 'waiting', told_at: null }),
    );
    expect((await story.feed.post('/v1/acks', { seq: 2 })).status).toBe(409);
    expect(jsonOf(await story.feed.post('/v1/acks', { seq: page.next }))).toEqual({ cursor: 1 });
  });

  it('shows when each sender was told', async () => {
    const person = await toldEverywhere(story, JANE);
    expect(person.standing).toEqual([{ scope: 'clearview', verdict: 'opted_out', seq: 1 }]);
    const [entry] = person.history;
    expect(entry?.senders.map(({ sender }) => sender).sort()).toEqual(['crm', 'mailer']);
    for (const { told_at } of entry?.senders ?? []) {
      expect(Date.parse(told_at ?? '')).toBeGreaterThanOrEqual(Date.parse(entry?.requested_at ?? ''));
      expect(Date.parse(told_at ?? '')).toBeLessThanOrEqual(Date.now());
    }
  });

  it('can be proven to anybody: the keys that receipts are verified with are published', async () => {
    const answer = await call(story.target, story.transcript, '/.well-known/jwks.json', {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    // The same as this process derives: a receipt verifies whichever of the targets signed it.
    expect(readKeySet(answer.text)).toEqual(await publicReceiptKeys(keyringOf()));
  });

  it('closes the gate for promotional mail, however the address is written, and for nothing else', async () => {
    const no = { results: [{ allowed: false, reason: 'opted_out' }] };
    expect(jsonOf(await check(story, JANE, 'clearview/offers'))).toMatchObject(no);
    expect(jsonOf(await check(story, ' Jane.Doe@EXAMPLE.com ', 'clearview/offers'))).toMatchObject(no);
    expect(jsonOf(await check(story, JANE, 'clearview/account'))).toMatchObject({
      results: [{ allowed: true, reason: 'transactional' }],
    });
    expect(jsonOf(await check(story, 'john@example.com', 'clearview/offers'))).toMatchObject({
      results: [{ allowed: true }],
    });
    expect((await check(story, JANE, 'clearview/ofers')).status).toBe(404);
  });

  it('is counted once in the latency of each sender', async () => {
    const { senders } = jsonOf(await story.api.get('/v1/latency')) as { senders: unknown[] };
    const settled = { lag: 0, parked: 0, cursor: 1, last_code: 'ok', oldest: null };
    expect(senders).toEqual(
      ['crm', 'mailer'].map((sender) =>
        expect.objectContaining({
          sender,
          ...settled,
          windows: expect.objectContaining({ '24h': expect.objectContaining({ count: 1 }) }),
        }),
      ),
    );
  });

  it('changes nothing when it is said again', async () => {
    const before = await ledgerOf(story.target.database);
    expect(await oneClick(story, link)).toMatchObject({ status: 200, text: 'unsubscribed\n' });
    expect((await press(story, link, 'stop')).text).toContain(pages.done.already);
    expect(await ledgerOf(story.target.database)).toEqual(before);
  });

  it('is taken back by the undo of its page, and every sender learns that too', async () => {
    const done = await press(story, link, 'stop');
    const [, undo = ''] = /action="(\/u\/[^"]+)"/.exec(done.text) ?? [];
    story.secrets.add(tokenOf(undo));
    expect((await press(story, undo, 'undo')).text).toContain(pages.undone.title);
    expect((await press(story, undo, 'undo')).text).toContain(pages.undone.staleTitle);
    await story.webhook.when(({ states }) => states.get(JANE)?.promotional.clearview === 'allowed');
    const { items, next } = await pullAll(story, 1);
    expect(items).toMatchObject([{ address: JANE, promotional: { clearview: 'allowed' } }]);
    expect(next).toBe(2);
    const person = await toldEverywhere(story, JANE);
    expect(person.history.map(({ kind: word }) => word)).toEqual(['undo', 'opt_out']);
    expect(jsonOf(await check(story, JANE, 'clearview/offers'))).toMatchObject({
      results: [{ allowed: true }],
    });
  });

  it('is one of many at the same moment: each is recorded, and every sender learns of all', async () => {
    const crowd = Array.from({ length: 60 }, (_, index) => `person-${index}@example.org`);
    const links = await mint(story, crowd, 'clearview/offers');
    // A feed sender that waits is answered when there is news, not when its time is up.
    const [page, ...answers] = await Promise.all([
      pull(story, 2, 30),
      ...links.map((one) => oneClick(story, one.unsubscribe_url)),
    ]);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(page.items.length).toBeGreaterThan(0);
    await story.webhook.when(({ states }) => crowd.every((address) => states.has(address)));
    expect(story.webhook.states.get('person-7@example.org')).toMatchObject({
      promotional: { clearview: 'allowed' },
      topics: { 'clearview/offers': 'suppressed' },
    });
    const { items } = await pullAll(story, 2);
    expect(new Set(items.map(({ address }) => address))).toEqual(new Set(crowd));
    expect(await ledgerOf(story.target.database)).toHaveLength(62);
  });

  it('leaves a ledger that verifies, and no forged request at the webhook', async () => {
    expect(await verifyLedger(story.target.database)).toMatchObject({ kind: 'whole', entries: 62 });
    expect(story.webhook.forged).toBe(0);
  });

  it('shows no address and no token in a log line, a header or a refusal', () => {
    expect(story.target.log.length).toBeGreaterThan(0);
    expect(story.transcript.length).toBeGreaterThan(60);
    expect(leaks(story.secrets, { log: story.target.log, transcript: story.transcript })).toEqual([]);
  });
});

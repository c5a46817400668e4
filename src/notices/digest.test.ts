import { describe, expect, it } from 'vitest';
import type { FactsOf } from '../mail/letter.ts';
import { openLetter } from '../mail/outbox.ts';
import { mortal, ProcessDied } from '../propagation/testing/crashing.ts';
import { createFakeVendor } from '../propagation/testing/fake-vendor.ts';
import { aWorker } from '../propagation/testing/worker.ts';
import {
  addressOf,
  HOUR,
  identityKey,
  keyring,
  MINUTE,
  NOON,
  openWorld,
} from '../propagation/testing/world.ts';
import type { Database } from '../store/database.ts';
import { createDigest, type DigestParts } from './digest.ts';
import { random } from './testing/notice-world.ts';

const DAY = 24 * HOUR;
// The world begins at noon.
const MIDNIGHT = NOON + 12 * HOUR;
const ADMINS = ['ops@northlight.example', 'grace@northlight.example'];

async function opened() {
  const world = await openWorld();
  const sender = await world.addSender({ name: 'Newsletter tool' });
  const vendor = createFakeVendor();
  const worker = aWorker(world, { connector: vendor });
  const digest = (changes: Partial<DigestParts> = {}) =>
    createDigest({
      database: world.database,
      keyring,
      random,
      identityKey,
      senders: { read: async () => [sender] },
      adminEmails: ADMINS,
      baseUrl: 'https://heed.example',
      enqueued: () => undefined,
      ...changes,
    });
  return { ...world, sender, vendor, worker, digest, letters: () => digestsIn(world.database) };
}

/** The digests in the outbox: to whom, and what they tell. */
async function digestsIn(database: Database) {
  const rows = await database.all(database.build.selectFrom('outbox').selectAll().orderBy('id'));
  return rows.map((row) => {
    const opened = openLetter(keyring, row);
    if (opened.kind !== 'letter' || opened.letter.kind !== 'admin_digest') throw new Error('no digest');
    const { to, brandId, language, ...facts } = opened.letter;
    return { id: row.id, to, brandId, language, facts: facts satisfies FactsOf<'admin_digest'> };
  });
}

/** A database that must not be asked. */
function silent(database: Database): Database {
  const asked = (): never => {
    throw new Error('the database was asked');
  };
  return { ...database, all: asked, commit: asked };
}

describe('the daily digest', () => {
  it('tells of a sender that was retired on its last day, and no more after it', async () => {
    const { say, worker, advance, digest, letters, now, sender } = await opened();
    await say({ by: 'ada' });
    await worker.tick();
    const retired = { ...sender, retiredAt: now() };
    await say({ by: 'bob' });
    advance(DAY);
    const tick = digest({ senders: { read: async () => [retired] }, adminEmails: ADMINS.slice(0, 1) });
    await tick(now());
    advance(DAY);
    await tick(now());
    expect((await letters()).map(({ facts }) => facts.senders)).toMatchObject([
      [{ sender: 'Newsletter tool', told: 1, waiting: 0 }],
      [],
    ]);
  });

  it('tells each admin what was recorded yesterday, how fast each sender was told, and what waits', async () => {
    const { say, worker, advance, digest, letters, vendor } = await opened();
    await say({ by: 'ada' });
    await say({ by: 'ada', word: 'opt_in' }, { by: 'bob' });
    advance(4 * MINUTE);
    await worker.tick();
    vendor.rejects.add(addressOf('cleo'));
    advance(HOUR);
    await say({ by: 'cleo' });
    advance(MINUTE);
    await worker.tick();
    advance(DAY);
    await say({ by: 'dan' });
    expect(await digest()(MIDNIGHT + MINUTE)).toBe(2);
    const [one, other] = await letters();
    expect(new Set([one?.to, other?.to])).toEqual(new Set(ADMINS));
    expect(one).toMatchObject({ brandId: null, language: 'en' });
    expect(one?.facts).toEqual(other?.facts);
    expect(one?.facts).toEqual({
      kind: 'admin_digest',
      service: 'heed.example',
      url: 'https://heed.example/console',
      day: '2026-06-01',
      optOuts: 3,
      senders: [{ sender: 'Newsletter tool', told: 2, p50: 4 * MINUTE, p99: 4 * MINUTE, waiting: 2 }],
    });
  });

  it('goes to nobody where nobody is an admin, and asks nothing', async () => {
    const { database, digest } = await opened();
    expect(await digest({ adminEmails: [], database: silent(database) })(MIDNIGHT)).toBe(0);
  });

  it('is written by the first tick of a day, and the others of that day ask nothing', async () => {
    const { database, digest, letters } = await opened();
    const mind = mortal(database);
    const tick = digest({ database: mind.database });
    expect(await tick(MIDNIGHT)).toBe(2);
    const asked = mind.asked();
    for (const later of [1, HOUR, DAY - 1]) expect(await tick(MIDNIGHT + later)).toBe(0);
    expect(mind.asked()).toBe(asked);
    expect(await tick(MIDNIGHT + DAY)).toBe(2);
    expect((await letters()).map(({ facts }) => facts.day)).toEqual([
      '2026-06-01',
      '2026-06-01',
      '2026-06-02',
      '2026-06-02',
    ]);
  });

  it('is written once by several processes that tick at once, and once more by none that is started later', async () => {
    const { digest, letters } = await opened();
    const added = await Promise.all([digest(), digest(), digest()].map((tick) => tick(MIDNIGHT)));
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(2);
    expect(await digest()(MIDNIGHT + HOUR)).toBe(0);
    expect(await letters()).toHaveLength(2);
  });

  it('is written after a process died at any moment of writing it', async () => {
    for (const afterwards of [false, true]) {
      for (let at = 1; ; at++) {
        const { database, digest, letters } = await opened();
        const dying = mortal(database);
        dying.prepare({ at, afterwards });
        const died = await digest({ database: dying.database })(MIDNIGHT).then(
          () => false,
          () => true,
        );
        await digest()(MIDNIGHT + MINUTE);
        expect(await letters()).toHaveLength(2);
        if (!died) break;
      }
    }
  });

  it('is tried again by the same process after the database was away', async () => {
    const { database, digest } = await opened();
    const flaky = mortal(database);
    flaky.prepare({ at: 1, afterwards: false });
    const tick = digest({ database: flaky.database });
    await expect(tick(MIDNIGHT)).rejects.toThrow(ProcessDied);
    flaky.prepare(undefined);
    expect(await tick(MIDNIGHT + 1)).toBe(2);
  });

  it('after a week of sleep is about yesterday alone', async () => {
    const { digest, letters } = await opened();
    const tick = digest();
    await tick(MIDNIGHT);
    await tick(MIDNIGHT + 7 * DAY + HOUR);
    expect(new Set((await letters()).map(({ facts }) => facts.day))).toEqual(
      new Set(['2026-06-01', '2026-06-08']),
    );
  });

  it('is not written again when the clock steps back over midnight and comes again', async () => {
    const { digest, letters } = await opened();
    const tick = digest();
    await tick(MIDNIGHT - 1);
    await tick(MIDNIGHT);
    expect(await tick(MIDNIGHT - MINUTE)).toBe(0);
    expect(await tick(MIDNIGHT + MINUTE)).toBe(0);
    expect(await letters()).toHaveLength(4);
  });

  it('goes once to an address that is named twice, and shows it in no id', async () => {
    const { digest, letters } = await opened();
    const adminEmails = ['Ops@Northlight.example', 'ops@northlight.example'];
    expect(await digest({ adminEmails })(MIDNIGHT)).toBe(1);
    const [letter] = await letters();
    expect(letter?.id).toMatch(/^digest_2026-06-01_[\w-]{22}$/);
  });

  it('rings for the mailer when there is something to send, and only then', async () => {
    const { digest } = await opened();
    let rung = 0;
    const enqueued = () => {
      rung++;
    };
    await digest({ enqueued })(MIDNIGHT);
    await digest({ enqueued })(MIDNIGHT);
    expect(rung).toBe(1);
  });
});

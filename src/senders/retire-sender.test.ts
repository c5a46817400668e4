import { describe, expect, it } from 'vitest';
import { auditBy } from '../access/audit.ts';
import { createRandomBytes } from '../keys/random.ts';
import { overviewOf } from '../propagation/overview.ts';
import { progressOf } from '../propagation/progress.ts';
import { createFakeVendor } from '../propagation/testing/fake-vendor.ts';
import { aWorker } from '../propagation/testing/worker.ts';
import { idOf, keyring, latencyCount, MINUTE, openWorld, stateOf } from '../propagation/testing/world.ts';
import { attestationsOf } from './attestation.ts';
import { heldFor, holdsOf } from './hold.ts';
import { createKnownSenders } from './known-senders.ts';
import { readSenders } from './registry.ts';
import { reinstateSender, retireSender } from './retire-sender.ts';

const random = createRandomBytes();
const BY = { name: 'Ada Lovelace', reason: 'The contract ended, its account is closed.' };

async function opened() {
  const world = await openWorld();
  const { database, now } = world;
  const senders = createKnownSenders(() => readSenders(database, keyring), now);
  await world.addSender();
  const vendor = createFakeVendor();
  const worker = aWorker(world, { connector: vendor, senders: () => senders.read() });
  const parts = { database, senders, random };
  const audit = auditBy({ database, now, random }, 'cli');
  return {
    ...world,
    senders,
    vendor,
    worker,
    retire: (id = 'mailer') => retireSender(parts, id, BY, audit),
    reinstate: (id = 'mailer') => reinstateSender(parts, id, BY, audit),
    openIncident: (kind: string, senderId = 'mailer') =>
      database.commit([
        database.build
          .insertInto('incident')
          .values({
            id: `${senderId} ${kind}`,
            sender_id: senderId,
            kind,
            opened_at: now(),
            seq: 1,
            requested_at: now(),
            due_at: now(),
            waiting: 1,
            code: null,
            notices: 1,
            next_notice_at: now(),
            recovered_at: null,
            closed_at: null,
            explained_by: null,
            explanation: null,
          })
          .compile(),
      ]),
    hold: (senderId = 'mailer') =>
      database.commit([
        database.build
          .insertInto('hold')
          .values({ sender_id: senderId, brand: '*', reason: 'deadline', seq: 1, due_at: null, since: now() })
          .compile(),
      ]),
    incidents: () => database.all(database.build.selectFrom('incident').selectAll().orderBy('id')),
    progress: (seq: number, by: string) =>
      progressOf({ database, senders }, { seq, recipient_id: idOf(by), brand: 'a' }),
  };
}

describe('a sender that is retired', () => {
  it('is so in the name of who answers for it, with why and up to where', async () => {
    const { say, retire, senders, database, now } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    expect(await retire()).toMatchObject({ kind: 'done', sender: { id: 'mailer', retiredAt: now() } });
    expect(await senders.read()).toMatchObject([{ id: 'mailer', retiredAt: now() }]);
    expect(await attestationsOf(database, 'mailer')).toMatchObject([
      { kind: 'retired', ...BY, throughSeq: 2, actor: 'cli', at: now() },
    ]);
    const audited = database.build
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'sender.retire');
    expect(await database.all(audited)).toEqual([{ subject: 'mailer' }]);
  });

  it('is told nothing more, and may mail nothing', async () => {
    const { say, retire, worker, vendor, database, senders, now } = await opened();
    await retire();
    await say({ by: 'ada' });
    expect(await worker.tick()).toEqual(new Map());
    expect(vendor.states.size).toBe(0);
    const [sender] = await senders.read();
    if (sender === undefined) throw new Error('the sender is gone');
    expect(await heldFor(database, sender, { brand: 'a', now: now() })).toEqual({
      reason: 'retired',
      since: now(),
    });
  });

  it('owes nothing, and keeps its history', async () => {
    const { say, retire, worker, advance, database, senders, now } = await opened();
    await say({ by: 'ada' });
    await worker.tick();
    await say({ by: 'bob' });
    advance(MINUTE);
    await retire();
    const [overview] = await overviewOf(database, await senders.read(), now());
    expect(overview).toMatchObject({ lag: 0, parked: 0, cursorSeq: 1, windows: { '24h': { count: 1 } } });
    expect(overview?.oldest).toBeUndefined();
    expect(await latencyCount(database)).toBe(1);
  });

  it('is listed to people where it was told, and nobody waits for it where it was not', async () => {
    const { say, retire, worker, addSender, senders, progress } = await opened();
    await addSender({ id: 'shop' });
    senders.forget();
    await say({ by: 'ada' });
    await worker.tick();
    await retire();
    await say({ by: 'bob' });
    expect(await progress(1, 'ada')).toMatchObject({
      senders: [
        { id: 'mailer', state: 'told' },
        { id: 'shop', state: 'told' },
      ],
      told: 2,
      total: 2,
    });
    expect(await progress(2, 'bob')).toMatchObject({ senders: [{ id: 'shop', state: 'waiting' }], total: 1 });
  });

  it('has its holds lifted and its incidents explained, a breach too; those of others stay as they are', async () => {
    const { addSender, retire, openIncident, incidents, hold, database, now } = await opened();
    await addSender({ id: 'shop' });
    await openIncident('late');
    await openIncident('breached');
    await openIncident('late', 'shop');
    await hold();
    await hold('shop');
    await retire();
    const explained = {
      closed_at: now(),
      next_notice_at: null,
      explained_by: BY.name,
      explanation: `retired: ${BY.reason}`,
    };
    expect(await incidents()).toMatchObject([
      { id: 'mailer breached', ...explained },
      { id: 'mailer late', ...explained },
      { id: 'shop late', closed_at: null, explained_by: null },
    ]);
    expect(await holdsOf(database, 'mailer')).toEqual([]);
    expect(await holdsOf(database, 'shop')).toHaveLength(1);
  });

  it('is retired once, whoever comes second; one that is not there cannot be', async () => {
    const { retire, database, advance, senders, now } = await opened();
    const at = now();
    await retire();
    advance(MINUTE);
    expect(await retire()).toMatchObject({ kind: 'already' });
    expect(await retire('nobody')).toEqual({ kind: 'unknown_sender' });
    expect(await attestationsOf(database, 'mailer')).toHaveLength(1);
    expect(await senders.read()).toMatchObject([{ retiredAt: at }]);
  });
});

describe('a sender that is reinstated', () => {
  it('is owed everything since its cursor, and held until somebody has looked at it', async () => {
    const { say, retire, reinstate, worker, vendor, database, advance } = await opened();
    await say({ by: 'ada' });
    await worker.tick();
    await retire();
    await say({ by: 'bob' });
    advance(MINUTE);
    expect(await reinstate()).toMatchObject({ kind: 'done', sender: { retiredAt: null } });
    expect(await holdsOf(database, 'mailer')).toMatchObject([{ brand: '*', reason: 'deadline', seq: 2 }]);
    expect(await attestationsOf(database, 'mailer')).toMatchObject([
      { kind: 'reinstated', throughSeq: 2 },
      { kind: 'retired', throughSeq: 1 },
    ]);
    await worker.tick();
    expect((await stateOf(database)).cursor_seq).toBe(2);
    expect(vendor.states.size).toBe(2);
  });

  it('is left as it is where it was not retired', async () => {
    const { reinstate, database } = await opened();
    expect(await reinstate()).toMatchObject({ kind: 'already', sender: { retiredAt: null } });
    expect(await holdsOf(database, 'mailer')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/propagation/progress.ts';
import { createFakeVendor } from '../../src/propagation/testing/fake-vendor.ts';
import { aWorker } from '../../src/propagation/testing/worker.ts';
import {
  addressOf,
  HOUR,
  idOf,
  keyring,
  MINUTE,
  rowsOf,
  worldOn,
} from '../../src/propagation/testing/world-on.ts';
import { toldOf } from '../../src/propagation/told.ts';
import { readSenders } from '../../src/senders/registry.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';

async function opened() {
  const { database } = await aDatabase();
  const world = worldOn(database);
  const vendor = createFakeVendor();
  const read = () => readSenders(database, keyring);
  const progress = (seq: number, by: string, brand = 'a') =>
    progressOf({ database, senders: { read } }, { seq, recipient_id: idOf(by), brand });
  return { ...world, vendor, read, progress, worker: aWorker(world, { connector: vendor }) };
}

describe('the progress of an entry', () => {
  it('lists the senders of its brand by their public names, each waiting until it was told', async () => {
    const { say, addSender, progress, worker, advance, now } = await opened();
    await addSender({ id: 'mailer', name: 'sg-prod-3', publicName: 'Campaign mail' });
    await addSender({ id: 'both', name: 'Both', publicName: 'Both', brands: ['a', 'b'] });
    await addSender({ id: 'other', name: 'Other', publicName: 'Other', brands: ['b'] });
    const [seq = 0] = await say({ by: 'ada', about: 'a/t' });
    const waiting = { state: 'waiting', at: null };
    expect(await progress(seq, 'ada')).toEqual({
      senders: [
        { id: 'both', publicName: 'Both', ...waiting },
        { id: 'mailer', publicName: 'Campaign mail', ...waiting },
      ],
      told: 0,
      total: 2,
    });
    advance(MINUTE);
    await worker.tick();
    const at = now();
    advance(HOUR);
    await say({ by: 'bob' });
    await worker.tick();
    expect(await progress(seq, 'ada')).toMatchObject({
      senders: [
        { id: 'both', state: 'told', at },
        { id: 'mailer', state: 'told', at },
      ],
      told: 2,
      total: 2,
    });
  });

  it('is over every sender where the entry is about everything', async () => {
    const { say, addSender, progress } = await opened();
    await addSender({ id: 'one', brands: ['a'] });
    await addSender({ id: 'two', brands: ['b'] });
    const [seq = 0] = await say({ by: 'ada', about: '*' });
    expect((await progress(seq, 'ada', '*')).senders.map(({ id }) => id)).toEqual(['one', 'two']);
    expect((await progress(seq, 'ada', 'c')).senders).toEqual([]);
  });

  it('waits where a sender refused the person, and no longer once it took them', async () => {
    const { say, addSender, progress, worker, vendor, advance, now } = await opened();
    await addSender();
    vendor.rejects.add(addressOf('bob'));
    const [ada = 0, bob = 0] = await say({ by: 'ada' }, { by: 'bob' });
    await worker.tick();
    expect(await progress(ada, 'ada')).toMatchObject({ told: 1 });
    expect(await progress(bob, 'bob')).toMatchObject({ senders: [{ state: 'waiting', at: null }], told: 0 });
    vendor.rejects.clear();
    advance(3 * HOUR);
    await worker.tick();
    expect(await progress(bob, 'bob')).toMatchObject({ senders: [{ state: 'told', at: now() }], told: 1 });
  });

  it('says confirmed where it was read back as far as the entry, and not further', async () => {
    const { say, addSender, progress, worker, database, now } = await opened();
    await addSender();
    const [ada = 0, bob = 0] = await say({ by: 'ada' }, { by: 'bob' });
    await confirm(database, ada);
    expect(await progress(ada, 'ada')).toMatchObject({ senders: [{ state: 'waiting', at: null }], told: 0 });
    await worker.tick();
    expect(await progress(ada, 'ada')).toMatchObject({
      senders: [{ state: 'confirmed', at: now() }],
      told: 1,
    });
    expect(await progress(bob, 'bob')).toMatchObject({ senders: [{ state: 'told' }], told: 1 });
  });

  it('lists a sender that came after the entry, which its first deliveries tell', async () => {
    const { say, addSender, progress, worker, advance, now } = await opened();
    await addSender();
    const [seq = 0] = await say({ by: 'ada' });
    await worker.tick();
    advance(HOUR);
    await addSender({ id: 'newcomer' });
    expect(await progress(seq, 'ada')).toMatchObject({ told: 1, total: 2 });
    await worker.tick();
    expect(await progress(seq, 'ada')).toMatchObject({
      senders: [{ id: 'mailer' }, { id: 'newcomer', state: 'told', at: now() }],
      told: 2,
    });
  });

  it('is, sender by sender and entry by entry, what each sender is known to have been told', async () => {
    const { say, addSender, read, worker, vendor, database, advance } = await opened();
    for (const id of ['one', 'two', 'three']) await addSender({ id });
    const senders = await read();
    const seen = new Set<string>();
    const compare = async () => {
      for (const entry of await rowsOf(database, 'ledger')) {
        const answered = await progressOf({ database, senders: { read } }, entry);
        for (const sender of senders) {
          const told = await toldOf(database, sender, {
            seq: entry.seq,
            recipientId: entry.recipient_id,
            brand: entry.brand,
          });
          seen.add(told.kind);
          expect(answered.senders).toContainEqual({
            id: sender.id,
            publicName: sender.publicName,
            state: told.kind === 'told' ? 'told' : 'waiting',
            at: told.kind === 'told' ? told.at : null,
          });
        }
      }
    };
    for (const mood of ['down', 'well', 'half_retry', 'answer_lost', 'well', 'down'] as const) {
      vendor.moods.push(mood);
      vendor.rejects[mood === 'well' ? 'add' : 'delete'](addressOf('ada'));
      await say({ by: 'ada', word: mood === 'down' ? 'opt_in' : 'opt_out' }, { by: mood });
      advance(2 * HOUR);
      await worker.tick();
      await compare();
    }
    expect([...seen].sort()).toEqual(['parked', 'told', 'waiting']);
  });

  it('asks the database the same number of questions, however many senders there are', async () => {
    const { say, addSender, database, read } = await opened();
    for (let index = 0; index < 120; index++) await addSender({ id: `sender-${index}` });
    const [seq = 0] = await say({ by: 'ada' });
    let asked = 0;
    const counting: Database = {
      ...database,
      all: (query) => {
        asked += 1;
        return database.all(query);
      },
    };
    const senders = await read();
    const entry = { seq, recipient_id: idOf('ada'), brand: 'a' };
    const { total } = await progressOf({ database: counting, senders: { read: async () => senders } }, entry);
    expect({ asked, total }).toEqual({ asked: 1, total: 120 });
  });
});

/** As a read-back of the sender's own list will note it. */
async function confirm(database: Database, seq: number): Promise<void> {
  await database.commit([database.build.updateTable('propagation').set({ confirmed_seq: seq }).compile()]);
}

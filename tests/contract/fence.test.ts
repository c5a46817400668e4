import { describe, expect, it } from 'vitest';
import { claim, LEASE_MILLIS } from '../../src/propagation/lease.ts';
import { type Settlement, settler } from '../../src/propagation/settle.ts';
import type { Database } from '../../src/store/database.ts';
import type { PropagationRow } from '../../src/store/schema.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

describe('a settlement', () => {
  it('of the worker that holds the lease is written whole', async () => {
    const { database } = await aDatabase();
    await addCursor(database);
    const lease = await claimed(database, NOON);
    expect(await settler(database)(aSettlement(lease, 9))).toBe(true);
    expect(await cursorOf(database)).toMatchObject({ cursor_seq: 9, epoch: lease.epoch });
    expect(await countsOf(database)).toEqual({ delivery: 1, latency: 1, parked: 1 });
  });

  it('of a worker that has lost its lease writes nothing at all', async () => {
    const { database, openAnother } = await aDatabase();
    await addCursor(database);
    const lost = await claimed(database, NOON);
    const held = await claimed(await openAnother(), NOON + LEASE_MILLIS);
    const before = await cursorOf(database);

    expect(await settler(database)(aSettlement(lost, 9))).toBe(false);
    expect(await cursorOf(database)).toEqual(before);
    expect(await countsOf(database)).toEqual({ delivery: 0, latency: 0, parked: 0 });
    expect(await settler(database)(aSettlement(held, 4))).toBe(true);
    expect(await cursorOf(database)).toMatchObject({ cursor_seq: 4 });
  });

  it('counts whole or not at all when the lease is taken over at that very moment', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const settle = settler(database);
    await addCursor(database);
    let settled = 0;
    for (let round = 1; round <= 25; round++) {
      const now = NOON + round * 2 * LEASE_MILLIS;
      const lease = await claimed(database, now);
      const [won, taken] = await Promise.all([
        settle(aSettlement(lease, round)),
        claim(other, 'mailer', now + LEASE_MILLIS),
      ]);
      if (won) settled = round;
      expect(taken?.epoch).toBe(lease.epoch + 1);
      expect(await cursorOf(database)).toMatchObject({ cursor_seq: settled, epoch: lease.epoch + 1 });
      const deliveries = database.build.selectFrom('delivery').select('id').where('epoch', '=', lease.epoch);
      expect(await database.all(deliveries)).toHaveLength(won ? 1 : 0);
    }
  });
});

it('a lease is given to one of several workers that ask at once', async () => {
  const { database, openAnother } = await aDatabase();
  await addCursor(database);
  const workers = [database, await openAnother(), await openAnother()];
  const asked = await Promise.all([...workers, ...workers].map((worker) => claim(worker, 'mailer', NOON)));
  expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
  expect(await cursorOf(database)).toMatchObject({ epoch: 1 });
});

async function addCursor(database: Database): Promise<void> {
  const row = {
    sender_id: 'mailer',
    cursor_seq: 0,
    served_seq: 0,
    confirmed_seq: 0,
    epoch: 0,
    lease_until: 0,
    attempt: 0,
    next_attempt_at: 0,
    last_code: null,
    last_settled_at: null,
  };
  await database.commit([database.build.insertInto('propagation').values(row).compile()]);
}

async function claimed(database: Database, now: number): Promise<PropagationRow> {
  const lease = await claim(database, 'mailer', now);
  if (lease === undefined) throw new Error('the lease was not free');
  return lease;
}

function aSettlement({ epoch, cursor_seq }: PropagationRow, toSeq: number): Settlement {
  return {
    id: `delivery-${epoch}`,
    sender: { id: 'mailer', createdAt: NOON },
    fence: { column: 'epoch', value: epoch },
    epoch,
    fromSeq: cursor_seq,
    toSeq,
    items: 2,
    startedAt: NOON,
    settledAt: NOON + 1_000,
    code: 'ok',
    acknowledged: [{ requestedAt: NOON, receivedAt: NOON, dueAt: NOON + 864_000_000 }],
    parked: [
      {
        sender_id: 'mailer',
        recipient_id: 'jane',
        first_seq: 1,
        seqs: null,
        seq: 1,
        code: 'rejected',
        attempt: 1,
        next_attempt_at: NOON,
        parked_at: NOON,
        requested_at: NOON,
        due_at: null,
      },
    ],
    unparked: ['bob'],
    propagation: { cursor_seq: toSeq, lease_until: 0 },
  };
}

async function cursorOf(database: Database): Promise<PropagationRow | undefined> {
  return (await database.all(database.build.selectFrom('propagation').selectAll()))[0];
}

async function countsOf(database: Database) {
  const { build } = database;
  const [delivery, latency, parked] = await Promise.all([
    database.all(build.selectFrom('delivery').select('id')),
    database.all(build.selectFrom('latency').select('bucket')),
    database.all(build.selectFrom('parked').select('seq')),
  ]);
  return { delivery: delivery.length, latency: latency.length, parked: parked.length };
}

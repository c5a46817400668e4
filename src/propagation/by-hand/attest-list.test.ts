import { describe, expect, it } from 'vitest';
import { attestationsOf } from '../../senders/attestation.ts';
import { HOUR, latencyCount, MINUTE, openWorld, rowsOf, stateOf } from '../testing/world.ts';
import { byHand, handsOf } from './by-hand.testkit.ts';

async function opened() {
  const world = await openWorld();
  const hands = await byHand(world);
  return {
    ...world,
    ...hands,
    world,
    written: async () => {
      const list = await hands.write();
      if (list === undefined) throw new Error('nothing waits');
      return list;
    },
    cursor: async () => (await stateOf(world.database)).cursor_seq,
    attestations: () => attestationsOf(world.database, 'mailer'),
  };
}

describe('an attestation of a list', () => {
  it('moves the cursor to where the list ends, in the name of who answers for it', async () => {
    const { say, written, attest, cursor, attestations, advance, now } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    const list = await written();
    advance(HOUR);
    const appliedAt = now() - MINUTE;
    expect(await attest(list.sha256, { appliedAt })).toMatchObject({ kind: 'attested', list: { toSeq: 2 } });
    expect(await cursor()).toBe(2);
    expect(await attestations()).toMatchObject([
      {
        kind: 'list_applied',
        name: 'Ada Lovelace',
        throughSeq: 2,
        fileSha256: list.sha256,
        appliedAt,
        at: now(),
        actor: 'cli',
      },
    ]);
  });

  it('counts the time until it is recorded, for no sooner is it known', async () => {
    const { say, written, attest, advance, database, now } = await opened();
    await say({ by: 'ada' });
    const list = await written();
    advance(3 * HOUR);
    await attest(list.sha256, { appliedAt: now() - HOUR });
    expect(await rowsOf(database, 'latency')).toMatchObject([{ count: 1, millis_max: 3 * HOUR }]);
  });

  it('says nothing about what came in since the list was written', async () => {
    const { say, written, attest, cursor, write } = await opened();
    await say({ by: 'ada' });
    const list = await written();
    await say({ by: 'bob' }, { by: 'ada', word: 'opt_in' });
    await attest(list.sha256);
    expect(await cursor()).toBe(1);
    expect((await write())?.rows).toMatchObject([{ seq: '2' }, { seq: '3', a: 'allowed' }]);
  });

  it('of a file that no list was written as moves nothing', async () => {
    const { say, written, attest, cursor, attestations, world } = await opened();
    await say({ by: 'ada' });
    const other = await byHand(world, { id: 'other' });
    const list = await written();
    expect(await attest('0'.repeat(64))).toEqual({ kind: 'unknown_file' });
    expect(await other.attest(list.sha256)).toEqual({ kind: 'unknown_file' });
    expect([await cursor(), await attestations()]).toEqual([0, []]);
  });

  it('of an older list, or the same again, is answered as attested already', async () => {
    const { say, written, attest, cursor, attestations, database } = await opened();
    await say({ by: 'ada' });
    const older = await written();
    await say({ by: 'bob' });
    const newer = await written();
    await attest(newer.sha256);
    expect(await attest(older.sha256)).toMatchObject({ kind: 'already', cursorSeq: 2 });
    expect(await attest(newer.sha256)).toMatchObject({ kind: 'already', cursorSeq: 2 });
    expect(await cursor()).toBe(2);
    expect(await attestations()).toHaveLength(1);
    expect(await latencyCount(database)).toBe(2);
  });

  it('is refused for a time to come, and for one before the list was there, to the minute', async () => {
    const { say, written, attest, advance, now, cursor } = await opened();
    await say({ by: 'ada' });
    advance(30_000);
    const list = await written();
    expect(await attest(list.sha256, { appliedAt: now() + HOUR })).toEqual({ kind: 'in_future' });
    expect(await attest(list.sha256, { appliedAt: now() - MINUTE })).toEqual({
      kind: 'before_written',
      writtenAt: now(),
    });
    expect(await cursor()).toBe(0);
    expect(await attest(list.sha256, { appliedAt: now() - 30_000 })).toMatchObject({ kind: 'attested' });
  });

  it('takes a list that was written twice for the one that was there', async () => {
    const { say, written, attest, advance, now } = await opened();
    await say({ by: 'ada' });
    const first = await written();
    advance(HOUR);
    const appliedAt = now();
    advance(HOUR);
    const second = await written();
    expect(second.sha256).toBe(first.sha256);
    expect(await attest(first.sha256, { appliedAt })).toMatchObject({
      kind: 'attested',
      list: { id: first.list.id },
    });
  });

  it('is written once, and each opt-out counted once, when it comes several times at once', async () => {
    const { say, written, attest, attestations, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    const list = await written();
    const outcomes = await Promise.all([attest(list.sha256), attest(list.sha256), attest(list.sha256)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'attested']);
    expect(await attestations()).toHaveLength(1);
    expect(await latencyCount(database)).toBe(2);
  });

  it('of thousands of people stands from the first step of the cursor on', async () => {
    const { say, written, world, sender, database, cursor, attestations, attest } = await opened();
    await say(...Array.from({ length: 2_300 }, (_, index) => ({ by: `reader${index}` })));
    const list = await written();
    let commits = 0;
    const dying = handsOf(world, sender, {
      ...database,
      commit: async (statements) => {
        if (++commits > 1) throw new Error('the process died');
        return database.commit(statements);
      },
    });
    await expect(dying.attest(list.sha256)).rejects.toThrow('the process died');
    expect(await cursor()).toBe(1_000);
    expect(await attestations()).toHaveLength(1);
    await attest(list.sha256);
    expect(await cursor()).toBe(2_300);
    expect(await latencyCount(database)).toBe(2_300);
  });

  it('is refused for a list that lacks a brand the sender was given since', async () => {
    const { say, written, attest, cursor, database } = await opened();
    await say({ by: 'ada' }, { by: 'bob', about: 'b' });
    const list = await written();
    const given = { sender_id: 'mailer', brand_id: 'b' };
    await database.commit([database.build.insertInto('sender_brand').values(given).compile()]);
    expect(await attest(list.sha256)).toEqual({ kind: 'outdated' });
    expect(await cursor()).toBe(0);
    const whole = await written();
    expect(whole.rows).toHaveLength(2);
    expect(await attest(whole.sha256)).toMatchObject({ kind: 'attested' });
  });

  it('is refused for a list that begins beyond the cursor, once the sender is to be told again', async () => {
    const { say, written, attest, cursor, database } = await opened();
    await say({ by: 'ada' });
    await attest((await written()).sha256);
    await say({ by: 'bob' });
    const list = await written();
    await database.commit([database.build.updateTable('propagation').set({ cursor_seq: 0 }).compile()]);
    expect(await attest(list.sha256)).toEqual({ kind: 'outdated' });
    expect(await cursor()).toBe(0);
  });
});

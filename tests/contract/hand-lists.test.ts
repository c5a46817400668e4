import { describe, expect, it } from 'vitest';
import { byHand, handsOf } from '../../src/propagation/by-hand/by-hand.testkit.ts';
import { handListsOf } from '../../src/propagation/by-hand/hand-list.ts';
import {
  addressOf,
  erase,
  HOUR,
  idOf,
  latencyCount,
  rowsOf,
  stateOf,
  worldOn,
} from '../../src/propagation/testing/world-on.ts';
import { attestationsOf } from '../../src/senders/attestation.ts';
import { aDatabase } from './a-database.ts';

async function opened() {
  const { database, openAnother } = await aDatabase();
  const world = worldOn(database);
  return { ...world, ...(await byHand(world)), world, openAnother };
}

describe('a list that is carried by hand', () => {
  it('holds each person once over several pages, is remembered, and moves the cursor when it is attested', async () => {
    const { say, write, attest, database, advance, now } = await opened();
    await say({ by: 'ada', about: 'a/t' }, { by: 'bob', about: '*' }, { by: 'other', about: 'b' });
    await say(...Array.from({ length: 1_100 }, (_, index) => ({ by: `reader${index}` })));
    await say({ by: 'ada', about: 'a/u' }, { by: 'reader3', word: 'opt_in' });
    await erase(database, 'bob');
    const list = await write();
    expect(list?.rows).toHaveLength(1_101);
    expect(list?.rows.at(-2)).toMatchObject({ address: addressOf('ada'), 'suppress:a': 'yes' });
    expect(list?.rows.at(-1)).toMatchObject({ address: addressOf('reader3'), 'suppress:a': 'no' });
    const span = { fromSeq: 0, toSeq: 1_105, items: 1_101, sha256: list?.sha256, writtenAt: now() };
    expect(await handListsOf(database, 'mailer')).toMatchObject([span]);
    expect((await write())?.sha256).toBe(list?.sha256);

    advance(HOUR);
    const appliedAt = now();
    expect(await attest(list?.sha256 ?? '', { appliedAt })).toMatchObject({ kind: 'attested' });
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 1_105, served_seq: 1_105 });
    expect(await attestationsOf(database, 'mailer')).toMatchObject([
      { kind: 'list_applied', throughSeq: 1_105, fileSha256: list?.sha256, appliedAt },
    ]);
    expect(await rowsOf(database, 'parked')).toMatchObject([{ recipient_id: idOf('bob') }]);
    expect(await latencyCount(database)).toBe(1_102);
    expect(await write()).toBeUndefined();
  });

  it('is attested once when two processes are told of it at once', async () => {
    const { say, write, world, sender, database, openAnother } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    const list = await write();
    const processes = [database, await openAnother(), await openAnother()];
    const outcomes = await Promise.all(
      processes.map((process) => handsOf(world, sender, process).attest(list?.sha256 ?? '')),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'attested']);
    expect(await attestationsOf(database, 'mailer')).toHaveLength(1);
    expect(await latencyCount(database)).toBe(2);
  });
});

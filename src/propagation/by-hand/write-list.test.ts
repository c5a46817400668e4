import { describe, expect, it } from 'vitest';
import { attestationsOf } from '../../senders/attestation.ts';
import { addressOf, erase, idOf, openWorld, rowsOf, stateOf } from '../testing/world.ts';
import { byHand, handsOf } from './by-hand.testkit.ts';
import { handListsOf } from './hand-list.ts';

async function opened() {
  const world = await openWorld();
  return { ...world, world, ...(await byHand(world)) };
}

const addressesOf = (list: { rows: readonly Readonly<Record<string, string>>[] } | undefined) =>
  list?.rows.map(({ address }) => address);

describe('a list', () => {
  it('holds everybody who is owed, once each, with all that stands for them', async () => {
    const { say, write } = await opened();
    await say(
      { by: 'ada', about: 'a/t' },
      { by: 'bob' },
      { by: 'cleo', about: 'b' },
      { by: 'dan', about: '*' },
    );
    await say({ by: 'ada', about: 'a/u' });
    const list = await write();
    expect(list?.rows).toEqual([
      {
        address: addressOf('bob'),
        'suppress:a': 'yes',
        a: 'suppressed',
        'a/t': 'suppressed',
        'a/u': 'suppressed',
        other_topics: '',
        undeliverable: 'no',
        seq: '2',
      },
      expect.objectContaining({ address: addressOf('dan'), 'suppress:a': 'yes', seq: '4' }),
      expect.objectContaining({
        address: addressOf('ada'),
        'suppress:a': 'yes',
        a: 'allowed',
        'a/t': 'suppressed',
        'a/u': 'suppressed',
        seq: '5',
      }),
    ]);
  });

  it('is remembered by its hash, its span and who had it written, and is not kept', async () => {
    const { say, write, database, now } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    const list = await write();
    const [row, ...others] = await handListsOf(database, 'mailer');
    expect(others).toEqual([]);
    expect(row).toEqual({
      id: list?.list.id,
      senderId: 'mailer',
      fromSeq: 0,
      toSeq: 2,
      brands: ['a'],
      sha256: list?.sha256,
      items: 2,
      writtenAt: now(),
      writtenBy: 'cli',
    });
    const audit = await database.all(
      database.build.selectFrom('audit').select(['action', 'subject', 'actor']),
    );
    expect(audit).toContainEqual({ action: 'sender.list_written', subject: 'mailer', actor: 'cli' });
    expect(
      JSON.stringify(await database.all(database.build.selectFrom('hand_list').selectAll())),
    ).not.toContain('@');
  });

  it('has the same bytes for the same span and states, and others once somebody says something', async () => {
    const { say, write, advance } = await opened();
    await say({ by: 'ada' }, { by: 'bob' });
    const first = await write();
    advance(60_000);
    expect((await write())?.sha256).toBe(first?.sha256);
    await say({ by: 'ada', word: 'opt_in' });
    expect((await write())?.sha256).not.toBe(first?.sha256);
  });

  it('moves no cursor, and counts nothing as told', async () => {
    const { say, write, database } = await opened();
    await say({ by: 'ada' });
    await write();
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 0, served_seq: 1 });
    expect(await rowsOf(database, 'latency')).toEqual([]);
    expect(await attestationsOf(database, 'mailer')).toEqual([]);
  });

  it('is not written where nothing waits', async () => {
    const { say, write, attest } = await opened();
    expect(await write()).toBeUndefined();
    await say({ by: 'ada', about: 'b' });
    expect(await write()).toBeUndefined();
    await say({ by: 'ada' });
    const list = await write();
    await attest(list?.sha256 ?? '');
    expect(await write()).toBeUndefined();
  });

  it('leaves out whoever has no address any more, and parks them with all they said', async () => {
    const { say, write, attest, database } = await opened();
    await say({ by: 'ada', about: 'a/t' }, { by: 'bob' }, { by: 'ada', about: 'a' });
    await erase(database, 'ada');
    const list = await write();
    expect(addressesOf(list)).toEqual([addressOf('bob')]);
    await attest(list?.sha256 ?? '');
    expect(await stateOf(database)).toMatchObject({ cursor_seq: 3 });
    expect(await rowsOf(database, 'parked')).toMatchObject([
      { recipient_id: idOf('ada'), code: 'address_erased', first_seq: 1, seq: 3 },
    ]);
  });
});

describe('a list of many pages', () => {
  const MANY = 2_300;
  const many = Array.from({ length: MANY }, (_, index) => ({ by: `reader${index}` }));

  it('holds each person once, at their last entry, however far apart their entries lie', async () => {
    const { say, write } = await opened();
    await say({ by: 'ada', about: 'a/t' }, { by: 'bob' });
    await say(...many);
    await say({ by: 'ada', about: 'a/u' }, { by: 'reader7', word: 'opt_in' });
    const list = await write();
    expect(list?.rows).toHaveLength(MANY + 2);
    expect(new Set(addressesOf(list)).size).toBe(MANY + 2);
    expect(list?.rows.at(-2)).toMatchObject({
      address: addressOf('ada'),
      'a/t': 'suppressed',
      'a/u': 'suppressed',
    });
    const seqs = list?.rows.map(({ seq }) => Number(seq)) ?? [];
    expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
  });

  it('ends where the ledger ended when it was begun, whatever is recorded meanwhile', async () => {
    const { say, begin, database } = await opened();
    await say(...many);
    const begun = await begin();
    if (begun.kind !== 'begun') throw new Error('nothing waits');
    let text = '';
    for (;;) {
      const next = await begun.pieces.next();
      if (next.done) break;
      text += next.value.text;
      await say({ by: 'late', word: text.length % 2 === 0 ? 'opt_out' : 'opt_in' });
    }
    expect(text).not.toContain(addressOf('late'));
    expect(await handListsOf(database, 'mailer')).toMatchObject([{ toSeq: MANY, items: MANY }]);
  });

  it('parks somebody whose address goes while it is written with what an earlier page had left to a later one', async () => {
    const { say, begin, database } = await opened();
    await say({ by: 'ada', about: 'a/t' });
    await say(...many);
    await say({ by: 'ada', about: 'a/u' });
    const begun = await begin();
    if (begun.kind !== 'begun') throw new Error('nothing waits');
    await begun.pieces.next();
    await begun.pieces.next();
    await erase(database, 'ada');
    while (!(await begun.pieces.next()).done);
    expect(await rowsOf(database, 'parked')).toMatchObject([
      { recipient_id: idOf('ada'), first_seq: 1, seq: MANY + 2 },
    ]);
  });

  it('counts for nothing when it is broken off, or cannot be recorded', async () => {
    const { say, begin, database, world, sender } = await opened();
    await say(...many);
    const begun = await begin();
    if (begun.kind !== 'begun') throw new Error('nothing waits');
    await begun.pieces.next();
    await begun.pieces.next();
    await begun.pieces.return({} as never);
    const failing = handsOf(world, sender, {
      ...database,
      commit: async () => Promise.reject(new Error('the disk is full')),
    });
    await expect(failing.write()).rejects.toThrow('the disk is full');
    expect(await handListsOf(database, 'mailer')).toEqual([]);
    expect(await stateOf(database)).toMatchObject({ served_seq: 0 });
  });
});

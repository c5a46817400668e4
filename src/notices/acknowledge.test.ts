import { describe, expect, it } from 'vitest';
import type { Channel } from '../consent/decision.ts';
import { readToken } from '../links/token.ts';
import type { Database } from '../store/database.ts';
import { createAcknowledge } from './acknowledge.ts';
import {
  DAY,
  HOUR,
  idOf,
  keyring,
  MINUTE,
  NOON,
  type NoticeWorld,
  openNoticeWorld,
  ringOf,
} from './testing/notice-world.ts';

const UNDO = 15 * MINUTE;

/** A world in which brand `a` acknowledges. */
async function acknowledging(): Promise<NoticeWorld> {
  const world = await openNoticeWorld();
  await world.acknowledges('a', true);
  return world;
}

async function idsOf(world: NoticeWorld): Promise<string[]> {
  return [...(await world.letters()).keys()];
}

describe('an opt-out', () => {
  it('is acknowledged when its undo minutes are over, and not a moment before', async () => {
    const world = await acknowledging();
    await world.say({});
    world.advance(UNDO - 1);
    expect(await world.tick()).toBe(0);
    world.advance(1);
    expect(await world.tick()).toBe(1);
    expect(await world.tick()).toBe(0);
    expect(await idsOf(world)).toEqual(['ack_1']);
  });

  it('is acknowledged with what was asked, the deadline and the receipt of that entry', async () => {
    const world = await acknowledging();
    await world.say({ about: 'b' }, { about: 'a/t' });
    world.advance(UNDO);
    await world.tick();
    const letter = (await world.letters()).get('ack_2');
    expect(letter).toMatchObject({
      to: 'jane@example.com',
      language: 'en',
      brandId: 'a',
      topics: ['T'],
      everyBrand: false,
      requestedAt: NOON,
      dueAt: NOON + 14 * DAY,
    });
    const [, token = ''] = letter?.receiptUrl.split('https://heed.example/r/') ?? [];
    expect(await readToken(keyring, token, { powers: ['receipt'], now: world.now() })).toMatchObject({
      recipientId: idOf('jane'),
      scope: 'a/t',
      seq: 2,
    });
  });

  it('that was taken back within its minutes is not acknowledged', async () => {
    const world = await acknowledging();
    const [seq = 0] = await world.say({});
    world.advance(UNDO - 1);
    await world.undo('jane', 'a', seq);
    world.advance(DAY);
    expect(await world.tick()).toBe(0);
  });

  it.each([
    ['at its own scope', 'a/t', 'a/t'],
    ['at a wider scope', 'a/t', 'a'],
    ['for a part of it', 'a', 'a/t'],
    ['for a part of everything', '*', 'b/t'],
  ])('is not acknowledged where mail was asked for again %s', async (_, stopped, wanted) => {
    const world = await acknowledging();
    await world.say({ about: stopped });
    world.advance(MINUTE);
    await world.say({ about: wanted, word: 'opt_in' });
    world.advance(UNDO);
    expect(await world.tick()).toBe(0);
  });

  it('is acknowledged where mail was asked for again elsewhere', async () => {
    const world = await acknowledging();
    await world.say({ about: 'a/t' });
    await world.say({ about: 'a/u', word: 'opt_in' }, { about: 'b', word: 'opt_in' });
    world.advance(UNDO);
    expect(await world.tick()).toBe(1);
  });

  it.each<[Channel, boolean]>([
    ['one_click', true],
    ['page', true],
    ['mail', true],
    ['phone', true],
    ['post', true],
    ['api', false],
    ['import', false],
    ['complaint', false],
    ['bounce', false],
  ])('that came by %s is acknowledged: %s', async (channel, is) => {
    const world = await acknowledging();
    await world.say({ channel });
    world.advance(UNDO);
    expect(await world.tick()).toBe(is ? 1 : 0);
  });

  it('of several topics by one press is acknowledged by one mail, also where a step would end between them', async () => {
    const world = await acknowledging();
    await world.say({ by: 'ada' });
    await world.say({ about: 'a/t' }, { about: 'a/u' });
    await world.say({ by: 'bob', about: 'a/t' });
    world.advance(UNDO);
    expect(await world.tick({ entriesMax: 2 })).toBe(3);
    const topics = [...(await world.letters()).values()].map(({ to, topics }) => [to, topics]);
    expect(Object.fromEntries(topics)).toEqual({
      'ada@example.com': [],
      'jane@example.com': ['T', 'U'],
      'bob@example.com': ['T'],
    });
  });

  it('of several topics names those alone that still stand', async () => {
    const world = await acknowledging();
    const [, second = 0] = await world.say({ about: 'a/t' }, { about: 'a/u' });
    await world.undo('jane', 'a/u', second);
    world.advance(UNDO);
    await world.tick();
    expect([...(await world.letters()).values()].map(({ topics }) => topics)).toEqual([['T']]);
  });

  it('names a topic that is gone by its id', async () => {
    const world = await acknowledging();
    await world.say({ about: 'a/gone' });
    world.advance(UNDO);
    await world.tick();
    expect((await world.letters()).get('ack_1')?.topics).toEqual(['gone']);
  });

  it('is acknowledged in the language it was said in, and else in the brand’s', async () => {
    const world = await openNoticeWorld();
    await world.acknowledges('a', true, 'de');
    const languages = [{ language: 'ja' }, { language: 'tlh' }, { language: 7 }, {}];
    for (const [index, evidence] of languages.entries()) await world.say({ by: `p${index}`, evidence });
    world.advance(UNDO);
    await world.tick();
    expect([...(await world.letters()).values()].map(({ language }) => language)).toEqual([
      'ja',
      'de',
      'de',
      'de',
    ]);
  });
});

describe('an opt-out of everything', () => {
  it('is acknowledged once, by the first brand that had it on', async () => {
    const world = await openNoticeWorld();
    await world.acknowledges('b', true);
    await world.say({ by: 'ada', about: '*' });
    world.advance(1);
    await world.acknowledges('a', true);
    await world.say({ by: 'bob', about: '*' });
    world.advance(UNDO);
    await world.tick();
    const letters = [...(await world.letters()).values()];
    expect(letters.map(({ to, brandId, everyBrand }) => [to, brandId, everyBrand])).toEqual([
      ['ada@example.com', 'b', true],
      ['bob@example.com', 'a', true],
    ]);
  });
});

describe('the switch of a brand', () => {
  it('while it is off everywhere costs the database nothing but the directory', async () => {
    const world = await openNoticeWorld();
    await world.say({});
    world.advance(UNDO);
    await world.parts.directory.read();
    const away = (): never => {
      throw new Error('the database was asked');
    };
    const database: Database = { ...world.database, all: away, commit: away };
    expect(await world.tick({ database })).toBe(0);
    expect(await world.readTo()).toBeUndefined();
  });

  it('counts from the instant it is set: what was recorded before is not acknowledged', async () => {
    const world = await openNoticeWorld();
    await world.say({ by: 'ada' });
    world.advance(1);
    await world.acknowledges('a', true);
    await world.say({ by: 'bob' });
    world.advance(UNDO);
    expect(await world.tick()).toBe(1);
    expect(await idsOf(world)).toEqual(['ack_2']);
  });

  it('is no other brand’s', async () => {
    const world = await acknowledging();
    await world.say({ about: 'b' }, { about: 'b/t' });
    world.advance(UNDO);
    expect(await world.tick()).toBe(0);
  });
});

describe('the reader', () => {
  it('begins at the first entry since the switch, and not at the beginning of the ledger', async () => {
    const world = await openNoticeWorld();
    for (const by of ['ada', 'bob', 'cleo']) await world.say({ by });
    world.advance(1);
    await world.acknowledges('a', true);
    await world.tick();
    expect(await world.readTo()).toBe(3);
    await world.say({ by: 'dan' });
    await world.tick();
    expect(await world.readTo()).toBe(3);
  });

  it('begins no more than ten thousand entries back', async () => {
    const world = await acknowledging();
    await world.say(...Array.from({ length: 10_020 }, (_, index) => ({ by: `p${index}` })));
    await world.tick();
    expect(await world.readTo()).toBe(20);
  });

  it('passes whom it cannot reach, counts them, and goes on', async () => {
    const world = await acknowledging();
    await world.say({ by: 'ada' }, { by: 'bob' });
    await world.erase('ada');
    world.advance(UNDO);
    expect(await world.tick()).toBe(1);
    expect(world.logged).toEqual([{ event: 'acknowledge.step', fields: { to: 2, letters: 1, unopened: 1 } }]);
    expect(JSON.stringify(world.logged)).not.toContain('@');
  });

  it('passes an address whose key is gone', async () => {
    const world = await acknowledging();
    await world.say({});
    world.advance(UNDO);
    const other = ringOf(`k2:${Buffer.alloc(32, 8).toString('base64url')}`);
    expect(await world.tick({ keyring: other })).toBe(0);
    expect(await world.readTo()).toBe(1);
  });

  it('writes to nobody whose mail is known not to arrive', async () => {
    const world = await acknowledging();
    await world.say({});
    await world.say({ word: 'undeliverable', channel: 'bounce' });
    world.advance(UNDO);
    expect(await world.tick()).toBe(0);
  });

  it('does not wait for the day an entry names that a wrong clock has stamped', async () => {
    const world = await acknowledging();
    world.advance(400 * DAY);
    await world.say({ by: 'ada' });
    world.advance(-400 * DAY);
    await world.say({ by: 'bob' });
    expect(await world.tick()).toBe(1);
    world.advance(UNDO);
    expect(await world.tick()).toBe(1);
  });

  it('waits out a clock that stepped back a little', async () => {
    const world = await acknowledging();
    await world.say({});
    world.advance(-HOUR);
    expect(await world.tick()).toBe(0);
    world.advance(HOUR + UNDO);
    expect(await world.tick()).toBe(1);
  });

  it('stops between two steps when its time is up or it is told to', async () => {
    const world = await acknowledging();
    await world.say({ by: 'ada' });
    await world.say({ by: 'bob' });
    world.advance(UNDO);
    const acknowledge = createAcknowledge({
      ...world.parts,
      entriesMax: 1,
      enqueued: () => world.advance(MINUTE),
    });
    expect(await acknowledge({ millisMax: MINUTE })).toBe(1);
    expect(await acknowledge({ millisMax: MINUTE, signal: AbortSignal.abort() })).toBe(0);
    expect(await acknowledge({ millisMax: MINUTE })).toBe(1);
  });
});

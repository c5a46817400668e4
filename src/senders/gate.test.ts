import { describe, expect, it } from 'vitest';
import { createDirectory } from '../brands/directory.ts';
import { standingLookup } from '../consent/standing-row.ts';
import {
  DIRECTORY,
  fixedDirectory,
  HOUR,
  identityKey,
  idOf,
  NOON,
  openWorld,
} from '../propagation/testing/world.ts';
import type { Database } from '../store/database.ts';
import { checkGate, type GateParts } from './gate.ts';

function partsOf(database: Database): GateParts {
  return { database, directory: fixedDirectory(), standings: standingLookup(database), identityKey };
}

async function opened() {
  const world = await openWorld();
  const ask = async (addresses: readonly string[], { brand = 'a', topic = 't', now = NOON } = {}) => {
    const outcome = await checkGate(partsOf(world.database), { brand, topic, addresses, now });
    return outcome.kind === 'answered' ? outcome.answers : outcome.kind;
  };
  const reason = async (topic: string, brand = 'a') => {
    const answers = await ask(['jane@example.com'], { brand, topic });
    return typeof answers === 'string' ? answers : answers[0]?.reason;
  };
  return { ...world, ask, reason };
}

describe('the gate', () => {
  it('lets pass whom nobody has heard of, and says who they are', async () => {
    const { ask } = await opened();
    expect(await ask(['jane@example.com'])).toEqual([
      { allowed: true, recipientId: idOf('jane'), reason: 'no_objection' },
    ]);
  });

  it.each([
    ['*', ['opted_out', 'opted_out', 'opted_out']],
    ['a', ['opted_out', 'opted_out', 'no_objection']],
    ['a/t', ['opted_out', 'no_objection', 'no_objection']],
  ])('keeps promotional mail from whoever opted out of %s', async (about, reasons) => {
    const { say, reason } = await opened();
    await say({ about });
    expect([await reason('t'), await reason('u'), await reason('t', 'b')]).toEqual(reasons);
  });

  it('lets transactional mail pass every opt-out, and a bounce too', async () => {
    const { say, reason } = await opened();
    await say({ about: '*' }, { about: 'a/bill' }, { about: '*', word: 'undeliverable' });
    expect(await reason('bill')).toBe('transactional');
  });

  it('keeps promotional mail from an address that is known not to get it', async () => {
    const { say, reason } = await opened();
    await say({ about: 'b', word: 'undeliverable' });
    expect(await reason('t')).toBe('undeliverable');
  });

  it('knows a person by any spelling of the address', async () => {
    const { say, ask } = await opened();
    await say({ by: 'jane' });
    const answers = await ask(['  Jane@EXAMPLE.com ', '"jane"@example.com', 'jane@example.com.']);
    expect(answers).toEqual(
      Array(3).fill({ allowed: false, recipientId: idOf('jane'), reason: 'opted_out' }),
    );
  });

  it('says no to what is not an address, also for transactional mail, and answers the others in order', async () => {
    const { ask } = await opened();
    const answers = await ask(['jane', 'jane@example.com', ''], { topic: 'bill' });
    expect(answers).toMatchObject([
      { allowed: false, recipientId: null, reason: 'not_an_address' },
      { allowed: true },
      { allowed: false, recipientId: null, reason: 'not_an_address' },
    ]);
  });

  it.each([
    ['a', 'nothing'],
    ['nobody', 't'],
    ['a', ''],
    ['', ''],
    ['*', 't'],
  ])('has no yes for the unknown topic %s/%s', async (brand, topic) => {
    const { ask } = await opened();
    expect(await ask(['jane@example.com'], { brand, topic })).toBe('unknown_topic');
  });

  it('knows at once a brand that another process has added', async () => {
    const { database, now } = await opened();
    const parts = { ...partsOf(database), directory: createDirectory(database, now) };
    const ask = () => checkGate(parts, { brand: 'new', topic: 'news', addresses: [], now: NOON });
    expect((await ask()).kind).toBe('unknown_topic');
    const policy = DIRECTORY.get('a')?.policy;
    const brand = {
      id: 'new',
      name: 'New',
      postal_address: '1 Main St',
      policy_json: JSON.stringify(policy),
      created_at: NOON,
    };
    const topic = {
      brand_id: 'new',
      id: 'news',
      name: 'News',
      kind: 'promotional',
      basis: null,
      created_at: NOON,
    };
    await database.commit([
      database.build.insertInto('brand').values(brand).compile(),
      database.build.insertInto('topic').values(topic).compile(),
    ]);
    expect((await ask()).kind).toBe('answered');
  });
});

describe('a gate that cannot know', () => {
  const failing = async (): Promise<never> => {
    throw new Error('the database is away');
  };

  it('answers nothing when the standings cannot be read, be it for transactional mail', async () => {
    const { database } = await opened();
    const parts = partsOf({ ...database, all: failing });
    for (const topic of ['t', 'bill']) {
      await expect(
        checkGate(parts, { brand: 'a', topic, addresses: ['jane@example.com'], now: NOON }),
      ).rejects.toThrow('away');
    }
  });

  it('answers nothing when the topics cannot be read', async () => {
    const { database } = await opened();
    const directory = createDirectory({ ...database, all: failing }, () => NOON);
    const asking = checkGate(
      { ...partsOf(database), directory },
      { brand: 'a', topic: 't', addresses: [], now: NOON },
    );
    await expect(asking).rejects.toThrow('away');
  });

  it('answers nothing for a word it does not understand', async () => {
    const { database, say, ask } = await opened();
    await say({});
    await database.commit([
      database.build.updateTable('standing').set({ verdict: 'from_the_future' }).compile(),
    ]);
    await expect(ask(['jane@example.com'])).rejects.toThrow('cannot be read');
  });
});

describe('a pause at the gate', () => {
  it('keeps promotional mail back until it ends', async () => {
    const { database, say, ask } = await opened();
    await say({});
    const paused = { aspect: 'pause', verdict: 'paused', until_at: NOON + HOUR };
    await database.commit([database.build.updateTable('standing').set(paused).compile()]);
    expect(await ask(['jane@example.com'], { now: NOON + HOUR - 1 })).toMatchObject([
      { allowed: false, reason: 'paused' },
    ]);
    expect(await ask(['jane@example.com'], { now: NOON + HOUR })).toMatchObject([{ allowed: true }]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  aSender,
  keyring,
  NOON,
  openWorld,
  rowsOf,
  testKeyring,
  type World,
} from '../propagation/testing/world.ts';
import { readSenders, SETTINGS_UNREADABLE } from './registry.ts';

const SETTINGS = { url: 'https://mail.example.com/hook', secrets: ['whsec_c2VjcmV0'] };
const otherKeyring = testKeyring(`other:${Buffer.alloc(32, 1).toString('base64url')}`);

async function sealedTexts({ database }: World): Promise<string[]> {
  const query = database.build.selectFrom('sender').select('settings_sealed').orderBy('id');
  return (await database.all(query)).map(({ settings_sealed }) => settings_sealed);
}

describe('a registered sender', () => {
  it('is read back as it was given, its settings sealed at rest', async () => {
    const world = await openWorld();
    const sender = await world.addSender({ brands: ['a', 'b'], settings: SETTINGS });
    expect(await readSenders(world.database, keyring)).toEqual([sender]);
    const [text = ''] = await sealedTexts(world);
    expect(text).not.toContain('example');
    expect(text).not.toContain('whsec');
  });

  it('begins at the head of the ledger when it is called, and at the beginning when it fetches', async () => {
    const world = await openWorld();
    await world.say({ by: 'ada' }, { by: 'bob', about: 'b' });
    await world.addSender({ id: 'hook' });
    await world.addSender({ id: 'feed', kind: 'feed' });
    expect(await rowsOf(world.database, 'propagation')).toMatchObject([
      { sender_id: 'hook', cursor_seq: 2, served_seq: 0, lease_until: 0 },
      { sender_id: 'feed', cursor_seq: 0, served_seq: 0, lease_until: 0 },
    ]);
    // Brought up to the last entry about its brand, and held until then.
    expect(await rowsOf(world.database, 'replay')).toMatchObject([
      { sender_id: 'hook', from_seq: 0, to_seq: 1 },
      { sender_id: 'feed', from_seq: 0, to_seq: 1 },
    ]);
    expect(await rowsOf(world.database, 'hold')).toMatchObject([
      { sender_id: 'hook', brand: '*', reason: 'backfill', seq: 1 },
      { sender_id: 'feed', brand: '*', reason: 'backfill', seq: 1 },
    ]);
  });

  it('keeps its id: a second one of that name is refused, whole', async () => {
    const world = await openWorld();
    const sender = await world.addSender();
    await expect(world.addSender({ name: 'Another', brands: ['b'] })).rejects.toThrow('there is a sender');
    expect(await readSenders(world.database, keyring)).toEqual([sender]);
  });

  it('may be given a brand twice and has it once', async () => {
    const world = await openWorld();
    await world.addSender({ brands: ['a', 'a'] });
    expect(await readSenders(world.database, keyring)).toMatchObject([{ brands: ['a'] }]);
  });
});

describe('settings that do not open', () => {
  it('are marked as such, with nothing of them, and every other sender is read as ever', async () => {
    const world = await openWorld();
    const open = await world.addSender({ id: 'open', settings: SETTINGS });
    await world.addSender({ id: 'sealed', settings: SETTINGS });
    const [text = ''] = await sealedTexts(world);
    // A seal that was made for another sender opens no more than one whose key is gone.
    const swapped = world.database.build
      .updateTable('sender')
      .set({ settings_sealed: text })
      .where('id', '=', 'sealed');
    await world.database.commit([swapped.compile()]);
    expect(await readSenders(world.database, keyring)).toEqual([
      open,
      aSender({ id: 'sealed', settings: SETTINGS_UNREADABLE, createdAt: NOON }),
    ]);
  });

  it('are those of every sender when the key is gone, and no secret is in what is read', async () => {
    const world = await openWorld();
    await world.addSender({ settings: SETTINGS });
    const read = await readSenders(world.database, otherKeyring);
    expect(read).toMatchObject([{ id: 'mailer', settings: SETTINGS_UNREADABLE }]);
    expect(JSON.stringify(read)).not.toContain('whsec');
  });
});

describe('a sender of a kind this version does not know', () => {
  it('is an error that names the kind', async () => {
    const { database, addSender } = await openWorld();
    await addSender();
    await database.commit([database.build.updateTable('sender').set({ kind: 'telegraph' }).compile()]);
    await expect(readSenders(database, keyring)).rejects.toThrow('telegraph');
  });
});

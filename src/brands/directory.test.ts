import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import type { Database } from '../store/database.ts';
import { createDirectory } from './directory.ts';

/** A database whose answers wait until they are let through. */
function slow(database: Database) {
  let through: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    through = resolve;
  });
  const all: Database['all'] = async (query) => {
    const rows = await database.all(query);
    await held;
    return rows;
  };
  return { database: { ...database, all }, letThrough: () => through() };
}

describe('the directory a process keeps', () => {
  it('is read again after some seconds, and at once after the clock stepped back', async () => {
    const { heed } = await openTestHeed();
    let now = heed.now();
    let reads = 0;
    const counted: Database = {
      ...heed.database,
      all: (query) => {
        reads++;
        return heed.database.all(query);
      },
    };
    const directory = createDirectory(counted, () => now);
    const readsAt = async (at: number) => {
      now = at;
      reads = 0;
      await directory.read();
      return reads > 0;
    };
    expect(await readsAt(now)).toBe(true);
    expect(await readsAt(now + 4_999)).toBe(false);
    expect(await readsAt(now + 5_000)).toBe(true);
    expect(await readsAt(now - 3_600_000)).toBe(true);
    expect(await readsAt(now + 1)).toBe(false);
  });

  it('does not keep what was read before a change and came after it', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const { database, letThrough } = slow(test.heed.database);
    const directory = createDirectory(database, test.heed.now);
    const early = directory.read();
    await database.commit([database.build.updateTable('brand').set({ name: 'New' }).compile()]);
    directory.forget();
    letThrough();
    expect((await early).get('clearview')?.name).toBe('Clearview Magnifiers');
    expect((await directory.read()).get('clearview')?.name).toBe('New');
  });
});

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

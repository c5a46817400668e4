import { test } from 'vitest';
import { openTestDatabase } from '#test-database';

/** A case that is given a database of its own, and further connections to it when it asks. */
export const it = test
  .extend('opened', async ({ task: _ }, { onCleanup }) => {
    const opened = await openTestDatabase();
    onCleanup(() => opened.close());
    return opened;
  })
  .extend('database', ({ opened }) => opened.database)
  .extend('openAnother', ({ opened }) => opened.openAnother);

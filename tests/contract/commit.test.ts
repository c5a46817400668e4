import { openTestDatabase } from '#test-database';
import { expect, it } from 'vitest';

it('works', async () => {
  const opened = await openTestDatabase();
  expect(await opened.database.all(opened.database.build.selectFrom('migration').select('id'))).toHaveLength(1);
  await opened.close();
});

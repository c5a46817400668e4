import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import { NOON, type World, worldOn } from './world-on.ts';

export * from './world-on.ts';

/** Opens a world on SQLite in memory. */
export async function openWorld(): Promise<World> {
  const database = openDatabase('sqlite::memory:');
  await migrate(database, NOON);
  return worldOn(database);
}

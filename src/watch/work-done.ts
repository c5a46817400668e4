import type { Database } from '../store/database.ts';

/** Writes that background work of this name has run to its end, at `at` (epoch ms). A clock set right may set it back. */
export async function workDone(database: Database, name: string, at: number): Promise<void> {
  await database.commit([
    database.build
      .insertInto('work_done')
      .values({ name, at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
      .compile(),
  ]);
}

/** When work of this name last ran to its end (epoch ms); undefined where it never has. */
export async function lastDone(database: Database, name: string): Promise<number | undefined> {
  const [row] = await database.all(
    database.build.selectFrom('work_done').select('at').where('name', '=', name),
  );
  return row?.at;
}

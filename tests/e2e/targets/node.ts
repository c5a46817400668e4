import { openTestDatabase as openPostgres } from '../../databases/postgres.ts';
import { openTestDatabase as openSqlite } from '../../databases/sqlite.ts';
import type { OpenTestDatabase } from '../../databases/test-database.ts';
import { startServerProcess } from './server-process.ts';
import type { Target, TargetKind } from './target.ts';

export const nodeOnSqlite: TargetKind = { name: 'Node on SQLite', start: () => start(openSqlite) };
export const nodeOnPostgres: TargetKind = { name: 'Node on Postgres', start: () => start(openPostgres) };

async function start(open: OpenTestDatabase): Promise<Target> {
  // Empty: bringing the schema up to date is the server's business.
  const opened = await open({ empty: true });
  if (opened.url === undefined) throw new Error('another process cannot open this database');
  const server = await startServerProcess(opened.url);
  return {
    port: server.port,
    database: opened.database,
    log: server.log,
    // The process ticks by itself, once a second and at each opt-out.
    tick: async () => {},
    async close() {
      await server.stop();
      await opened.close();
    },
  };
}

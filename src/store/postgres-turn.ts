import pg from 'pg';
import { type Borrowed, borrow } from './postgres-client.ts';

// Ends with its transaction, and that ends when its process stands still: nobody waits for ever, and nobody long for a turn
// that does not come. The number only has to differ from other users of the same database; each schema has turns of its
// own.
const TAKE_TURN = `begin; set local idle_in_transaction_session_timeout = '10s'; set local statement_timeout = '15s';
  select pg_advisory_xact_lock(1749249380, hashtext(current_schema()))`;

/** One at a time, first come, first served, among all processes on a schema. */
export interface Turnstile {
  pass<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Makes the turnstile of a process. It has a connection of its own, so that those who wait cannot use up the connections
 * that the one whose turn it is needs.
 */
export function createTurnstile(config: pg.PoolConfig): Turnstile {
  const pool = new pg.Pool({ ...config, max: 1 });
  pool.on('error', () => undefined); // a dead connection is replaced; the work has its own to tell of trouble
  let last: Promise<unknown> = Promise.resolve();

  async function takeTurn(): Promise<Borrowed | undefined> {
    let borrowed: Borrowed | undefined;
    try {
      borrowed = await borrow(pool);
      await borrowed.client.query(TAKE_TURN);
      return borrowed;
    } catch {
      // A turn is a courtesy: without one the work goes ahead, and says itself what is wrong with the database.
      borrowed?.giveBack({ rollback: true });
      return undefined;
    }
  }

  async function passNow<T>(work: () => Promise<T>): Promise<T> {
    const turn = await takeTurn();
    try {
      return await work();
    } finally {
      turn?.giveBack({ rollback: true });
    }
  }

  return {
    pass<T>(work: () => Promise<T>): Promise<T> {
      const passing = last.then(() => passNow(work));
      last = passing.catch(() => undefined); // whoever comes next only waits for the end
      return passing;
    },
    async close() {
      await last;
      await pool.end();
    },
  };
}

import type pg from 'pg';

/** A connection of a pool, checked out. */
export interface Borrowed {
  readonly client: pg.PoolClient;
  /** Gives the connection back, rolled back; one that cannot be is discarded. Never throws, and is not waited for. */
  readonly giveBack: (options: { readonly rollback: boolean }) => void;
}

/**
 * Checks a connection out. The pool listens for errors while a connection is idle; while it works nobody else does, and
 * then its death would end the process. The statement under way rejects by itself.
 */
export async function borrow(pool: pg.Pool): Promise<Borrowed> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  const release = () => {
    client.off('error', onError);
    client.release(broken);
  };
  return {
    client,
    giveBack({ rollback }) {
      if (rollback) void client.query('rollback').catch(onError).finally(release);
      else release();
    },
  };
}

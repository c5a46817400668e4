import type pg from 'pg';

/** A connection of a pool, checked out. */
export interface Borrowed {
  readonly client: pg.PoolClient;
  /** Gives the connection back, rolled back; one that cannot be is discarded. Never throws, and is not waited for. */
  readonly giveBack: (options: { readonly rollback: boolean }) => void;
}

// A server that does not answer even to this: its connection is worth nothing.
const ROLLBACK_MILLIS_MAX = 2_000;

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
      if (rollback) void ask(client, 'rollback', [], ROLLBACK_MILLIS_MAX).catch(onError).finally(release);
      else release();
    },
  };
}

/** Runs one statement, which rejects after `millisMax` (at most 2^31 - 1) even where the server says nothing at all. */
export function ask(
  client: Pick<pg.PoolClient, 'query'>,
  sql: string,
  parameters: readonly unknown[],
  millisMax: number,
): Promise<pg.QueryResult> {
  // The driver takes `query_timeout` with each query: pg/lib/client.js.
  const query = { text: sql, values: [...parameters], query_timeout: millisMax };
  return client.query(query);
}

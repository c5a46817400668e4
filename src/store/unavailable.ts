import type { Database } from './database.ts';

/** The database could not answer. Whoever sees it must claim nothing: 503, "no" from the gate, never a false success. */
export class StoreUnavailable extends Error {
  readonly code = 'STORE_UNAVAILABLE';

  constructor(cause: unknown) {
    super('the database could not answer', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** The same database, whose failures all carry one name. */
export function namingFailures(database: Database): Database {
  return {
    ...database,
    all: (query) => database.all(query).catch(unavailable),
    commit: (statements) => database.commit(statements).catch(unavailable),
  };
}

function unavailable(cause: unknown): never {
  throw new StoreUnavailable(cause);
}

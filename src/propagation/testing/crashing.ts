import type { Database } from '../../store/database.ts';

/**
 * Where a process dies: before its n-th question is asked (1 = the first), or after it was answered. One that `hangs` does
 * not fail: it stands still there for ever, as in a power cut.
 */
export interface Death {
  readonly at: number;
  readonly afterwards: boolean;
  readonly hangs?: boolean;
}

/** A process that has died reaches the database no more. */
export class ProcessDied extends Error {
  readonly code = 'DIED';
}

/** The database, and whatever else is asked, as a process sees it that may be told to die. */
export interface Mortal {
  readonly database: Database;
  /** Asks something that is no database, such as a vendor: one more point to die at. */
  readonly through: <T>(ask: () => Promise<T>) => Promise<T>;
  /** How many questions were asked since the last `prepare`. */
  readonly asked: () => number;
  /** Resolves at the death that was prepared; where it does not come, never. */
  readonly died: () => Promise<void>;
  readonly prepare: (death: Death | undefined) => void;
}

/** Wraps a database for one process. */
export function mortal(database: Database): Mortal {
  let death: Death | undefined;
  let asked = 0;
  let dying = Promise.withResolvers<void>();

  async function through<T>(ask: () => Promise<T>): Promise<T> {
    const turn = ++asked;
    if (death !== undefined && (turn > death.at || (turn === death.at && !death.afterwards)))
      return dies(death);
    const answer = await ask();
    return turn === death?.at ? dies(death) : answer;
  }

  function dies({ hangs }: Death): Promise<never> {
    dying.resolve();
    return hangs === true ? new Promise(() => undefined) : Promise.reject(new ProcessDied());
  }

  return {
    database: {
      ...database,
      all: (query) => through(() => database.all(query)),
      commit: (statements) => through(() => database.commit(statements)),
    },
    through,
    asked: () => asked,
    died: () => dying.promise,
    prepare(next) {
      death = next;
      asked = 0;
      dying = Promise.withResolvers();
    },
  };
}

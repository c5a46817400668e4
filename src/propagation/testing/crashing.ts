import type { Database } from '../../store/database.ts';

/** Where a process dies: before the database runs its n-th statement (1 = the first), or right after. */
export interface Death {
  readonly at: number;
  readonly afterwards: boolean;
}

/** A process that has died reaches the database no more. */
export class ProcessDied extends Error {
  readonly code = 'DIED';
}

/** The database as a process sees it that may be told to die. */
export interface Mortal {
  readonly database: Database;
  /** How many times the database was asked since the last `prepare`. */
  readonly asked: () => number;
  readonly prepare: (death: Death | undefined) => void;
}

/** Wraps a database for one process. */
export function mortal(database: Database): Mortal {
  let death: Death | undefined;
  let asked = 0;

  async function through<T>(ask: () => Promise<T>): Promise<T> {
    const turn = ++asked;
    if (death !== undefined && (turn > death.at || (turn === death.at && !death.afterwards)))
      throw new ProcessDied();
    const answer = await ask();
    if (turn === death?.at) throw new ProcessDied();
    return answer;
  }

  return {
    database: {
      ...database,
      all: (query) => through(() => database.all(query)),
      commit: (statements) => through(() => database.commit(statements)),
    },
    asked: () => asked,
    prepare(next) {
      death = next;
      asked = 0;
    },
  };
}

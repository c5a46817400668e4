import { errorCode, type Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { wordsOf } from './database-problem.ts';

// While it lasts it is told again, so that it is found wherever one begins to read.
const AGAIN_MILLIS = 60_000;

interface Outage {
  readonly since: number;
  readonly code: string;
  toldAt: number;
}

/**
 * The same database, which says in the log when it begins to fail, why and how to mend it, and when it works again. Each
 * request that fails says no more than that the database could not answer. Reads and commits are told apart: of a full
 * disk only the latter know. `now`: epoch ms.
 */
export function tellingTrouble(database: Database, { log, now }: { log: Log; now: () => number }): Database {
  const reading = outages('read', log, now);
  const writing = outages('write', log, now);
  return {
    ...database,
    all: (query) => reading(() => database.all(query)),
    commit: (statements, options) => writing(() => database.commit(statements, options)),
  };
}

function outages(what: 'read' | 'write', log: Log, now: () => number) {
  let outage: Outage | undefined;

  function failed(code: string): void {
    const at = now();
    const isNews = outage?.code !== code || at - outage.toldAt >= AGAIN_MILLIS;
    outage = { since: outage?.since ?? at, code, toldAt: isNews ? at : (outage?.toldAt ?? at) };
    if (isNews) log.error('database.failed', { what, code, problem: wordsOf(code) ?? null });
  }

  return async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await ask();
      if (outage !== undefined) {
        log.info('database.works_again', { what, seconds: Math.round((now() - outage.since) / 1_000) });
        outage = undefined;
      }
      return answer;
    } catch (error) {
      failed(errorCode(error));
      throw error;
    }
  };
}

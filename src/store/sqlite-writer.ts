import { createAskedThread, threadFile } from '../threads/asked-thread.ts';
import type { CommitOutcome, Statement } from './database.ts';
import { type Job, type JobAnswer, packed } from './sqlite-job.ts';

/** Writes an SQLite file from a thread of its own. Jobs are done one after the other, in the order they are asked for. */
export interface SqliteWriter {
  /** As `Database.commit`: `committed` is durable. */
  commit(statements: readonly Statement[]): Promise<CommitOutcome>;
  /** Runs one statement that changes something and answers its rows. */
  all(statement: Statement): Promise<readonly unknown[]>;
  /** Finishes what was asked, then ends the thread. */
  close(): Promise<void>;
}

/**
 * Makes the writer of a file that is there already. A commit waits for the disk and keeps a core busy meanwhile: in a
 * thread of its own it takes nothing from those who are being answered. When the thread ends by itself, a commit that
 * was under way throws, because nobody knows what became of it.
 */
export function createSqliteWriter(path: string): SqliteWriter {
  const file = threadFile(import.meta.url, 'sqlite-thread');
  const thread = createAskedThread<Job, JobAnswer>({ file, given: path });
  return {
    async commit(statements) {
      const answer = await thread.ask(packed('commit', statements));
      if (answer.kind !== 'outcome') throw new TypeError(`a commit was answered with ${answer.kind}`);
      return answer.outcome;
    },
    async all(statement) {
      const answer = await thread.ask(packed('all', [statement]));
      if (answer.kind !== 'rows') throw new TypeError(`a query was answered with ${answer.kind}`);
      return answer.rows;
    },
    close: () => thread.close(),
  };
}

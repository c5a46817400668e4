import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
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

/** What SQLite said in the thread; `code` is its own, such as `SQLITE_FULL`. */
class SqliteFailure extends Error {
  readonly code: string;

  constructor({ code, message }: { code: string; message: string }) {
    super(message);
    this.name = 'SqliteFailure';
    this.code = code;
  }
}

interface Waiting {
  resolve(answer: JobAnswer): void;
  reject(error: Error): void;
}

/**
 * Makes the writer of a file that is there already. A commit waits for the disk and keeps a core busy meanwhile: in a
 * thread of its own it takes nothing from those who are being answered. The thread starts with the first job. Should it
 * ever end by itself, what was asked of it fails, because nobody knows what became of it, and the next job starts another.
 */
export function createSqliteWriter(path: string): SqliteWriter {
  let thread: Worker | undefined;
  let closed: Promise<void> | undefined;
  const waiting: Waiting[] = [];

  function start(): Worker {
    const started = new Worker(threadFile(), { workerData: path });
    let reason: Error | undefined;
    started.on('message', (answer: JobAnswer) => {
      waiting.shift()?.resolve(answer);
      if (waiting.length === 0) started.unref();
    });
    started.on('error', (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      for (const { reject } of waiting.splice(0)) reject(reason ?? new Error('the writing thread ended'));
    });
    return started;
  }

  async function ask(job: Job): Promise<JobAnswer> {
    if (closed) throw new TypeError('The database connection is not open');
    thread ??= start();
    thread.postMessage(job);
    thread.ref(); // a process does not end while a commit is under way
    const { promise, resolve, reject } = Promise.withResolvers<JobAnswer>();
    waiting.push({ resolve, reject });
    const answer = await promise;
    if (answer.kind === 'failed') throw new SqliteFailure(answer);
    return answer;
  }

  return {
    async commit(statements) {
      const answer = await ask(packed('commit', statements));
      if (answer.kind !== 'outcome') throw new TypeError(`a commit was answered with ${answer.kind}`);
      return answer.outcome;
    },
    async all(statement) {
      const answer = await ask(packed('all', [statement]));
      if (answer.kind !== 'rows') throw new TypeError(`a query was answered with ${answer.kind}`);
      return answer.rows;
    },
    close() {
      closed ??= ended(thread);
      return closed;
    },
  };
}

/** The thread's own file lies beside this one, in the sources as in a bundle. */
function threadFile(): URL {
  const { pathname } = new URL(import.meta.url);
  return new URL(`./sqlite-thread${extname(pathname)}`, import.meta.url);
}

async function ended(thread: Worker | undefined): Promise<void> {
  if (thread === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  thread.ref();
  thread.once('exit', () => resolve());
  thread.postMessage('close');
  await promise;
}

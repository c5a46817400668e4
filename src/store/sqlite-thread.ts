import { parentPort, workerData } from 'node:worker_threads';
import { connectSqlite } from './sqlite-connection.ts';
import { type Job, type JobAnswer, unpacked } from './sqlite-job.ts';

// The thread that writes an SQLite file: see sqlite-writer.ts, which starts it with the path and asks it one job after
// the other. `close` ends it.

// About 4,000 pages, or 16 MiB, of log: the fewer times it is moved into the file, the fewer pages are.
const CHANGES_PER_CHECKPOINT = 3_000;
// Checkpoints happen below, between commits. This is for what the count of changes does not see: a few very large rows.
const CHECKPOINT_PAGES = 16_000;

if (typeof workerData !== 'string' || parentPort === null)
  throw new Error('this file is a thread, not a program');
const port = parentPort;
const connection = connectSqlite(workerData, { checkpointPages: CHECKPOINT_PAGES });
let changes = 0;

port.on('message', (job: Job | 'close') => {
  if (job === 'close') {
    connection.close();
    port.close();
    return;
  }
  port.postMessage(answerOf(job));
  // After the answer, so that nobody waits for it but those who are not in a commit yet.
  if (changes >= CHANGES_PER_CHECKPOINT && checkpointed()) changes = 0;
});

function checkpointed(): boolean {
  try {
    connection.checkpoint();
    return true;
  } catch {
    return false; // everything is in the log and stays there; it is tried again, and a commit that cannot be made says why
  }
}

function answerOf(job: Job): JobAnswer {
  const statements = unpacked(job);
  try {
    if (job.kind === 'all') return { kind: 'rows', rows: statements.flatMap((one) => connection.all(one)) };
    const outcome = connection.commit(statements);
    if (outcome.kind === 'committed') changes += outcome.changes.reduce((sum, count) => sum + count, 0);
    return { kind: 'outcome', outcome };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): JobAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'SQLITE_ERROR';
  return { kind: 'failed', code, message };
}

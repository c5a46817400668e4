import { workerData } from 'node:worker_threads';
import { answerQuestions } from '../threads/answer-questions.ts';
import { connectSqlite } from './sqlite-connection.ts';
import { type Job, type JobAnswer, unpacked } from './sqlite-job.ts';

// The thread that writes an SQLite file; sqlite-writer.ts starts it with the path.

// The changes of 333 opt-outs: some 500 pages, or 2 MiB, of log. Moving it takes 2 to 8 ms, in which nothing is
// committed: more at a time would cost less in all and keep people waiting longer.
const CHANGES_PER_CHECKPOINT = 1_000;
// Checkpoints happen below, between commits. This is for what the count of changes does not see: a few very large rows.
const CHECKPOINT_PAGES = 16_000;

const connection = connectSqlite(String(workerData), { checkpointPages: CHECKPOINT_PAGES });
let changes = 0;

answerQuestions({
  answer: answerOf,
  // After the answer, so that nobody waits for it but those who are not in a commit yet.
  afterwards() {
    if (changes >= CHANGES_PER_CHECKPOINT && checkpointed()) changes = 0;
  },
  close: () => connection.close(),
});

function answerOf(job: Job): JobAnswer {
  const statements = unpacked(job);
  if (job.kind === 'all') return { kind: 'rows', rows: statements.flatMap((one) => connection.all(one)) };
  const outcome = connection.commit(statements);
  if (outcome.kind === 'committed') changes += outcome.changes.reduce((sum, count) => sum + count, 0);
  return { kind: 'outcome', outcome };
}

function checkpointed(): boolean {
  try {
    connection.checkpoint();
    return true;
  } catch {
    return false; // everything is in the log and stays there; it is tried again, and a commit that cannot be made says why
  }
}

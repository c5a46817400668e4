import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer } from './answer-questions.ts';

/** A thread that is asked one thing after the other and answers in the order it was asked. */
export interface AskedThread<Question, Answer> {
  /** Rejects with what the thread threw, which keeps its `code`, and with an error of the thread's own end. */
  ask(question: Question): Promise<Answer>;
  /** Lets it finish what it was asked, then ends it. Nothing can be asked after that. */
  close(): Promise<void>;
}

/** Which file the thread runs, see `threadFile`, and what it is given at its start. */
export interface ThreadPlan {
  readonly file: URL;
  readonly given: unknown;
}

/** What was thrown in the thread. */
class ThrownInThread extends Error {
  readonly code: string;

  constructor({ name, code, message }: { name: string; code: string; message: string }) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

interface Waiting<Answer> {
  readonly resolve: (answer: ThreadAnswer<Answer>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Makes a thread that starts with the first question. Should it ever end by itself, whatever it was asked fails, because
 * nobody knows how far it came, and the next question starts another. A thread that has nothing to do keeps no process
 * alive.
 */
export function createAskedThread<Question, Answer>({
  file,
  given,
}: ThreadPlan): AskedThread<Question, Answer> {
  let thread: Worker | undefined;
  let closed: Promise<void> | undefined;
  const waiting: Waiting<Answer>[] = [];

  function start(): Worker {
    const started = new Worker(file, { workerData: given });
    let reason: Error | undefined;
    started.on('message', (answer: ThreadAnswer<Answer>) => {
      waiting.shift()?.resolve(answer);
      if (waiting.length === 0) started.unref();
    });
    started.on('error', (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      for (const { reject } of waiting.splice(0)) reject(reason ?? new Error('the thread ended'));
    });
    return started;
  }

  return {
    async ask(question) {
      if (closed) throw new TypeError('the thread is not open any more');
      thread ??= start();
      thread.postMessage({ question });
      thread.ref(); // a process does not end while an answer is due
      const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer<Answer>>();
      waiting.push({ resolve, reject });
      const answer = await promise;
      if (answer.kind === 'threw') throw new ThrownInThread(answer);
      return answer.answer;
    },
    close() {
      closed ??= ended(thread);
      return closed;
    },
  };
}

/** The file of that name beside the module at `url`, under the same extension: in the sources as in a bundle. */
export function threadFile(url: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(url).pathname)}`, url);
}

async function ended(thread: Worker | undefined): Promise<void> {
  if (thread === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  thread.ref();
  thread.once('exit', () => resolve());
  thread.postMessage('close');
  await promise;
}

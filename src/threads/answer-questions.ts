import { parentPort } from 'node:worker_threads';

/** What comes back for a question: its answer, or what was thrown. Errors are judged by their codes, so those survive. */
export type ThreadAnswer<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'threw'; readonly name: string; readonly code: string; readonly message: string };

/** What a thread does. */
export interface ThreadWork<Question, Answer> {
  answer(question: Question): Answer;
  /** Called when an answer is on its way, with nobody waiting for it. */
  afterwards?(): void;
  close?(): void;
}

/** Makes this thread answer what `createAskedThread` asks it, until it is told to close. Throws outside of a thread. */
export function answerQuestions<Question, Answer>(work: ThreadWork<Question, Answer>): void {
  const port = parentPort;
  if (port === null) throw new Error('this file is a thread, not a program');
  port.on('message', (message: { question: Question } | 'close') => {
    if (message === 'close') {
      work.close?.();
      port.close();
      return;
    }
    port.postMessage(answerOf(work, message.question));
    work.afterwards?.();
  });
}

function answerOf<Question, Answer>(
  work: ThreadWork<Question, Answer>,
  question: Question,
): ThreadAnswer<Answer> {
  try {
    return { kind: 'answered', answer: work.answer(question) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    return { kind: 'threw', name, code, message };
  }
}

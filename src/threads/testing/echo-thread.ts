import { workerData } from 'node:worker_threads';
import { answerQuestions } from '../answer-questions.ts';

// Says back what it is told, after what it was given; throws or ends when told so.

if (workerData === 'broken') throw Object.assign(new Error('cannot start'), { code: 'BROKEN' });
let finished = 0;

answerQuestions({
  answer(question: string) {
    if (question === 'throw') throw Object.assign(new RangeError('told to'), { code: 'TOLD' });
    if (question === 'end') process.exit(); // of the thread alone
    return `${String(workerData)} ${question} ${finished}`;
  },
  afterwards() {
    finished += 1;
  },
});

import { answerDeadline, type DeadlineAnswer, type DeadlineProblem } from '../../deadline/deadline-answer.ts';
import { defineCommand } from '../command.ts';
import { type Io, Refused } from '../io.ts';
import { jsonOf, lineBatches } from '../lines.ts';

/** `heed deadline`: by when an opt-out must be honoured. Opens nothing and needs no settings. */
export const deadline = defineCommand({
  usage: ['--received INSTANT [options]', '--ndjson [options] < QUESTIONS'],
  about:
    'Counts the days of a rule from the instant an opt-out was received, on the civil calendar of a time zone. Without options it counts as CAN-SPAM does in New York: 10 business days after the day of receipt, the last of them still allowed. The answer names the first forbidden instant, and both again with no holiday left out (strict). Years 2000 to 2099.\nWith --ndjson it reads one JSON object a line, with keys named as the options, and answers one line for each, in order, as they come. A line it cannot use is answered {"error": …}, and the exit code is 1 at the end. Options given beside --ndjson stand in for keys a line leaves out.',
  options: {
    received: {
      type: 'string',
      value: 'INSTANT',
      help: 'When the opt-out came in: date, time and offset, such as 2026-11-25T18:00:00-05:00.',
    },
    zone: {
      type: 'string',
      value: 'ZONE',
      help: 'Whose midnights count: a name of the IANA time zone database.',
      default: 'America/New_York',
    },
    calendar: {
      type: 'string',
      value: 'CALENDAR',
      help: 'Which days count: us-federal, ca-federal, weekdays or calendar-days.',
      default: 'us-federal',
    },
    days: { type: 'string', value: 'N', help: 'How many days, 1 to 366.', default: '10' },
    count: {
      type: 'string',
      value: 'MODE',
      help: 'after: the day of receipt is day 0. inclusive: it is day 1, if it counts.',
      default: 'after',
    },
    boundary: {
      type: 'string',
      value: 'EDGE',
      help: 'end-of-day: the last day is still allowed. start-of-day: it is forbidden already.',
      default: 'end-of-day',
    },
    ndjson: { type: 'boolean', help: 'Read questions from standard input, one JSON object a line.' },
  },
  examples: [
    {
      line: 'heed deadline --received 2026-11-25T18:00:00-05:00',
      does: 'The last day is 2026-12-10: Thanksgiving Day is no business day.',
    },
    {
      line: 'heed deadline --received 2026-11-25T23:00:00Z --calendar weekdays --json',
      does: 'The same with holidays counted, for a machine.',
    },
    {
      line: `echo '{"received":"2026-11-25T23:00:00Z","days":5}' | heed deadline --ndjson`,
      does: 'One answer for each line.',
    },
  ],
  async run({ values, json, ...io }) {
    const { ndjson, ...given } = values;
    const question = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (ndjson) return answerLines(io, question);
    const outcome = answerDeadline(question);
    if (outcome.kind === 'refused') throw new Refused(inWords(outcome.problems));
    await io.out(json ? `${JSON.stringify(outcome.answer)}\n` : summaryOf(outcome.answer));
    return 0;
  },
});

async function answerLines(io: Pick<Io, 'stdin' | 'out'>, defaults: object): Promise<number> {
  let refused = 0;
  for await (const lines of lineBatches(io.stdin)) {
    const answers = lines.map(({ text }) => answerLine(jsonOf(text), defaults));
    refused += answers.filter((answer) => 'error' in answer).length;
    await io.out(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  }
  return refused === 0 ? 0 : 1;
}

type LineAnswer = DeadlineAnswer | { error: { code: string; problems: readonly DeadlineProblem[] } };

const NOT_JSON: DeadlineProblem = {
  field: 'question',
  message: 'The line is not JSON.',
  fix: 'Write one object a line, such as {"received":"2026-11-25T23:00:00Z"}.',
};

function answerLine(question: unknown, defaults: object): LineAnswer {
  if (question === undefined) return { error: { code: 'not_json', problems: [NOT_JSON] } };
  const isObject = typeof question === 'object' && question !== null && !Array.isArray(question);
  const outcome = answerDeadline(isObject ? { ...defaults, ...question } : question);
  if (outcome.kind === 'answered') return outcome.answer;
  return { error: { code: 'invalid_question', problems: outcome.problems } };
}

function inWords(problems: readonly DeadlineProblem[]): string {
  return problems.map(({ message, fix }) => `${message}\n  ${fix}`).join('\n');
}

function summaryOf(answer: DeadlineAnswer): string {
  const { rule, holidays_skipped: holidays } = answer;
  const lines = [
    [
      'deadline',
      `${answer.deadline_date} (${rule.boundary === 'end-of-day' ? 'still allowed' : 'forbidden already'})`,
    ],
    ['forbidden from', answer.first_forbidden_instant],
    ['strict deadline', `${answer.strict_deadline_date}, from ${answer.strict_first_forbidden_instant}`],
    ['received', `${answer.received_date} in ${answer.zone}, ${answer.received_instant}`],
    ['counted', `${rule.days} days, ${rule.calendar}, ${rule.count}, ${rule.boundary}`],
    ['holidays', holidays.map(({ date, name }) => `${date} ${name}`).join(', ') || 'none on the way'],
  ];
  return lines.map(([term = '', text]) => `${term.padEnd(16)} ${text}\n`).join('');
}

import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { CALENDAR_IDS, holidayOn } from './calendar.ts';
import {
  BOUNDARIES,
  COUNT_MODES,
  DAYS_MAX,
  DAYS_MIN,
  type DeadlineOutcome,
  type DeadlineRefusal,
  deadline,
  lastDay,
  type Rule,
  strictRule,
  YEAR_MAX,
  YEAR_MIN,
} from './count.ts';
import { civilDateAt, isZone } from './zone.ts';

/** One thing wrong with the question, the key it concerns, and what to write instead. */
export type DeadlineProblem = { field: string; message: string; fix: string };

/** Dates are civil dates in `zone`; instants are UTC, without fractions when they are whole seconds. */
export type DeadlineAnswer = {
  deadline_date: string;
  first_forbidden_instant: string;
  strict_deadline_date: string;
  strict_first_forbidden_instant: string;
  received_date: string;
  received_instant: string;
  zone: string;
  rule: Rule;
  holidays_skipped: { date: string; name: string }[];
};

export type DeadlineAnswerOutcome =
  | { kind: 'answered'; answer: DeadlineAnswer }
  | { kind: 'refused'; problems: DeadlineProblem[] };

// An instant needs its offset; a date alone or a local time is not one.
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** The question of `heed deadline`. Everything but `received` has a default: CAN-SPAM as counted in New York. */
export const deadlineQuestionSchema = z.strictObject({
  received: z
    .string({
      error: ({ input }) => (input === undefined ? 'received is missing.' : 'received is not text.'),
    })
    .transform((text, context) => {
      const receivedAt = parseInstant(text);
      if (receivedAt !== undefined) return receivedAt;
      context.addIssue({ code: 'custom', message: 'received is not an ISO 8601 instant.' });
      return z.NEVER;
    }),
  zone: z
    .string({ error: 'zone is not text.' })
    .refine(isZone, { error: 'zone is not a time zone name known here.' })
    .default('America/New_York'),
  calendar: z.enum(CALENDAR_IDS, { error: 'calendar is not one of those known here.' }).default('us-federal'),
  days: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
      error: 'days is not a whole number.',
    })
    .pipe(
      z
        .int({ error: 'days is not a whole number.' })
        .min(DAYS_MIN, { error: `days is below ${DAYS_MIN}.` })
        .max(DAYS_MAX, { error: `days is above ${DAYS_MAX}.` }),
    )
    .default(10),
  count: z.enum(COUNT_MODES, { error: 'count is not one of those known here.' }).default('after'),
  boundary: z.enum(BOUNDARIES, { error: 'boundary is not one of those known here.' }).default('end-of-day'),
});

const FIXES: ReadonlyMap<PropertyKey, string> = new Map([
  ['received', 'Give date, time and offset, such as 2026-11-25T18:00:00-05:00 or 2026-11-25T23:00:00Z.'],
  ['zone', 'Give a name of the IANA time zone database, such as America/New_York. An offset is not a zone.'],
  ['calendar', `Use one of: ${CALENDAR_IDS.join(', ')}.`],
  ['days', `Give a whole number from ${DAYS_MIN} to ${DAYS_MAX}.`],
  ['count', `Use one of: ${COUNT_MODES.join(', ')}.`],
  ['boundary', `Use one of: ${BOUNDARIES.join(', ')}.`],
]);
const KNOWN_KEYS = [...FIXES.keys()].join(', ');

const REFUSALS: Readonly<Record<DeadlineRefusal, DeadlineProblem>> = {
  ZONE_UNKNOWN: problemWith('zone', 'zone is not a time zone name known here.'),
  DAYS_OUT_OF_RANGE: problemWith('days', 'days is out of range.'),
  YEAR_OUT_OF_RANGE: {
    field: 'received',
    message: 'received falls in a year whose calendar is not kept here.',
    fix: `Give an instant in the years ${YEAR_MIN} to ${YEAR_MAX}, as dated in the zone.`,
  },
};

/** Answers "by when?" for one request, or says everything that is wrong with the question. Never throws. */
export function answerDeadline(question: unknown): DeadlineAnswerOutcome {
  const parsed = deadlineQuestionSchema.safeParse(question);
  if (!parsed.success) return { kind: 'refused', problems: parsed.error.issues.flatMap(problemsOf) };

  const { received: receivedAt, zone, ...rule } = parsed.data;
  const due = deadline({ receivedAt, zone, rule });
  if (due.kind === 'refused') return refusal(due);
  const strict = deadline({ receivedAt, zone, rule: strictRule(rule) });
  if (strict.kind === 'refused') return refusal(strict);

  const receivedDate = civilDateAt(receivedAt, zone);
  return {
    kind: 'answered',
    answer: {
      deadline_date: due.deadlineDate,
      first_forbidden_instant: printInstant(due.firstForbiddenAt),
      strict_deadline_date: strict.deadlineDate,
      strict_first_forbidden_instant: printInstant(strict.firstForbiddenAt),
      received_date: receivedDate.toString(),
      received_instant: printInstant(receivedAt),
      zone,
      rule,
      holidays_skipped: holidaysSkipped(receivedDate, rule),
    },
  };
}

function refusal({ code }: Extract<DeadlineOutcome, { kind: 'refused' }>): DeadlineAnswerOutcome {
  return { kind: 'refused', problems: [REFUSALS[code]] };
}

function problemsOf(issue: z.core.$ZodIssue): DeadlineProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: key,
      message: `${key} is not a key of this question.`,
      fix: `Use only: ${KNOWN_KEYS}.`,
    }));
  }
  const field = issue.path[0];
  if (field === undefined) {
    return [
      { field: 'question', message: 'The question is not an object.', fix: `Give the keys ${KNOWN_KEYS}.` },
    ];
  }
  return [problemWith(String(field), issue.message)];
}

function problemWith(field: string, message: string): DeadlineProblem {
  return { field, message, fix: FIXES.get(field) ?? `Use only: ${KNOWN_KEYS}.` };
}

function parseInstant(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    // It has the shape of an instant and names a day or an hour that does not exist, such as 30 February.
    return undefined;
  }
}

function printInstant(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** Lists the weekdays up to the deadline that holidays kept from counting: what a reader checks first. */
function holidaysSkipped(receivedDate: Temporal.PlainDate, rule: Rule): DeadlineAnswer['holidays_skipped'] {
  const first = rule.count === 'inclusive' ? receivedDate : receivedDate.add({ days: 1 });
  const last = lastDay(receivedDate, rule);
  const skipped: DeadlineAnswer['holidays_skipped'] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const name = day.dayOfWeek < 6 ? holidayOn(rule.calendar, day) : undefined;
    if (name !== undefined) skipped.push({ date: day.toString(), name });
  }
  return skipped;
}

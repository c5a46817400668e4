import type { Database, Statement } from '../store/database.ts';

/** Who or what is counted, by a keyed hash the caller makes, and how often in one clock hour (UTC) it may be. */
export interface AllowanceSubject {
  readonly key: string;
  readonly perHour: number;
}

/** `exhausted`: at least one subject has had all of its hour, and nothing was taken from any. */
export type AllowanceOutcome = 'granted' | 'exhausted';

const HOUR_MILLIS = 3_600_000;
// Beyond every clock that steps back honestly: an hour that comes again finds what was taken in it.
const HOURS_KEPT = 24;
// Real numbers begin at 1.
const NO_NUMBER = 0;

/**
 * Takes one of what each subject (a few) may have in the hour of `now` (epoch ms), of all of them or of none. However
 * many ask at once, no subject gets more than its `perHour`: the nth is a row, and its primary key lets one have it.
 *
 * Both outcomes read and write alike, so that the time taken does not tell a stranger which it was.
 */
export async function takeAllowance(
  database: Database,
  { subjects, now }: { subjects: readonly AllowanceSubject[]; now: number },
): Promise<AllowanceOutcome> {
  const hour = Math.floor(now / HOUR_MILLIS);
  const limits = limitsOf(subjects);
  // Ends: a race is lost to somebody who took a number, and there are only so many.
  for (;;) {
    const taken = await takenIn(database, hour, [...limits.keys()]);
    const granted = [...limits].every(([key, perHour]) => (taken.get(key) ?? 0) < perHour);
    const rows = [...limits.keys()].map((subject) => ({
      subject,
      hour,
      number: granted ? (taken.get(subject) ?? 0) + 1 : NO_NUMBER,
    }));
    const outcome = await database.commit(statementsFor(database, rows, hour));
    if (outcome.kind === 'committed') return granted ? 'granted' : 'exhausted';
  }
}

/** The limit of each subject, the smallest where one is named twice; in one order, so that no two commits lock crosswise. */
function limitsOf(subjects: readonly AllowanceSubject[]): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { key, perHour } of subjects) {
    limits.set(key, Math.min(perHour, limits.get(key) ?? perHour));
  }
  return new Map([...limits].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** How many each subject has had in this hour. */
async function takenIn(database: Database, hour: number, keys: string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await database.all(
    database.build
      .selectFrom('allowance')
      .select(({ fn }) => ['subject', fn.max('number').as('number')])
      .where('subject', 'in', keys)
      .where('hour', '=', hour)
      .groupBy('subject'),
  );
  return new Map(rows.map(({ subject, number }) => [subject, number]));
}

/** Writes the rows, and takes away those that count for nothing: of long ago, and the ones written for show. */
function statementsFor(
  { build }: Database,
  rows: readonly { subject: string; hour: number; number: number }[],
  hour: number,
): Statement[] {
  return [
    ...rows.map((row) => build.insertInto('allowance').values(row).compile()),
    ...rows.map(({ subject }) =>
      build
        .deleteFrom('allowance')
        .where('subject', '=', subject)
        .where('hour', '=', hour)
        .where('number', '=', NO_NUMBER)
        .compile(),
    ),
    build
      .deleteFrom('allowance')
      .where('hour', '<', hour - HOURS_KEPT)
      .compile(),
  ];
}

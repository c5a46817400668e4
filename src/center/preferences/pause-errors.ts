import { isoDateAt, REST_DAYS_MAX, restFor } from '../../deadline/rest.ts';
import type { FieldError } from '../../web/form-kit.tsx';
import { type Visit, zoneOf } from '../visit.ts';
import type { PauseProblem } from './changes.ts';
import { PAUSE_DATE_ID } from './pause-fields.tsx';

/** What is wrong with the date of a pause, in words that say how to mend it. */
export function pauseErrors(visit: Visit, problem: PauseProblem): FieldError[] {
  return [{ field: PAUSE_DATE_ID, text: textOf(visit, problem) }];
}

function textOf(visit: Visit, problem: PauseProblem): string {
  const { errors } = visit.reader.words;
  const zone = zoneOf(visit);
  switch (problem) {
    case 'missing':
      return errors.dateMissing;
    case 'past':
      return errors.datePast;
    case 'too_far':
      return errors.dateFar(visit.reader.formats.date(restFor(REST_DAYS_MAX, visit.now, zone), zone));
    case 'not_a_date':
      return errors.dateWrong(isoDateAt(restFor(45, visit.now, zone), zone));
  }
}

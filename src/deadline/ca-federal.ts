import { Temporal } from 'temporal-polyfill';

const MONDAY = 1;
const SUNDAY = 7;

/** Interpretation Act s.35 as amended by S.C. 2021 c.11: first kept on 30 September 2021. */
const TRUTH_AND_RECONCILIATION_YEAR_MIN = 2021;

/**
 * Names the holiday of the Canadian Interpretation Act (R.S.C. 1985 c.I-21 s.35) on this date, or nothing.
 *
 * CASL does not define "business day", so only days that are holidays in all of Canada are taken out: no provincial
 * day, no Boxing Day (Labour Code only), no one-off proclamation, and no shift off a weekend except Canada Day's own
 * (Holidays Act s.2). Fewer days off make the deadline earlier. Sundays, holidays by the same section, are weekend
 * days for the calendar and carry no name here.
 */
export function caFederalHoliday(date: Temporal.PlainDate): string | undefined {
  return datedHoliday(date) ?? mondayHoliday(date) ?? easterHoliday(date);
}

function datedHoliday({ year, month, day, dayOfWeek }: Temporal.PlainDate): string | undefined {
  if (month === 1 && day === 1) return "New Year's Day";
  // Holidays Act s.2: when 1 July is a Sunday, 2 July is the holiday.
  if (month === 7 && day === 1 && dayOfWeek !== SUNDAY) return 'Canada Day';
  if (month === 7 && day === 2 && dayOfWeek === MONDAY) return 'Canada Day';
  if (month === 9 && day === 30 && year >= TRUTH_AND_RECONCILIATION_YEAR_MIN) {
    return 'National Day for Truth and Reconciliation';
  }
  if (month === 11 && day === 11) return 'Remembrance Day';
  if (month === 12 && day === 25) return 'Christmas Day';
  return undefined;
}

function mondayHoliday({ month, day, dayOfWeek }: Temporal.PlainDate): string | undefined {
  if (dayOfWeek !== MONDAY) return undefined;
  // The Monday before 25 May; the sovereign's birthday is kept with it.
  if (month === 5 && day >= 18 && day <= 24) return 'Victoria Day';
  if (month === 9 && day <= 7) return 'Labour Day';
  if (month === 10 && day >= 8 && day <= 14) return 'Thanksgiving Day';
  return undefined;
}

function easterHoliday(date: Temporal.PlainDate): string | undefined {
  // Good Friday is at the earliest 20 March, Easter Monday at the latest 26 April.
  if (date.month !== 3 && date.month !== 4) return undefined;
  const easter = easterSunday(date.year);
  if (date.equals(easter.subtract({ days: 2 }))) return 'Good Friday';
  if (date.equals(easter.add({ days: 1 }))) return 'Easter Monday';
  return undefined;
}

/** Finds Western Easter Sunday of a Gregorian year, by the anonymous computus (Meeus, Astronomical Algorithms, ch. 8). */
export function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const daysFromMarch = epact + toSunday - 7 * lateMoon + 114;
  return new Temporal.PlainDate(year, Math.floor(daysFromMarch / 31), (daysFromMarch % 31) + 1);
}

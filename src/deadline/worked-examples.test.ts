import { describe, expect, it } from 'vitest';
import { answerDeadline } from './deadline-answer.ts';

const BUSINESS_10 = { calendar: 'us-federal', days: 10, count: 'after', boundary: 'end-of-day' };

/** Why, received, zone, what differs from ten US business days, deadline date, first forbidden instant. */
const EXAMPLES: [string, string, string, Record<string, unknown>, string, string][] = [
  [
    'clocks going forward inside the period move the edge to UTC-4',
    '2026-03-02T09:00:00-05:00',
    'America/New_York',
    {},
    '2026-03-16',
    '2026-03-17T04:00:00Z',
  ],
  [
    'the first instant of a Saturday has the deadline of the Friday before',
    '2026-03-07T00:00:00-05:00',
    'America/New_York',
    {},
    '2026-03-20',
    '2026-03-21T04:00:00Z',
  ],
  [
    'clocks going back move the edge to UTC-5, and Veterans Day is skipped',
    '2026-10-30T16:45:00-04:00',
    'America/New_York',
    {},
    '2026-11-16',
    '2026-11-17T05:00:00Z',
  ],
  [
    'Thanksgiving is skipped, the Friday after it is not',
    '2026-11-25T18:00:00-05:00',
    'America/New_York',
    {},
    '2026-12-10',
    '2026-12-11T05:00:00Z',
  ],
  [
    'both 24 and 31 December 2027 are holidays kept on a Friday',
    '2027-12-20T10:00:00-05:00',
    'America/New_York',
    {},
    '2028-01-05',
    '2028-01-06T05:00:00Z',
  ],
  [
    'receipt on New Year that is a Saturday',
    '2028-01-01T00:00:00-05:00',
    'America/New_York',
    {},
    '2028-01-14',
    '2028-01-15T05:00:00Z',
  ],
  [
    'Independence Day 2026 is kept on Friday 3 July',
    '2026-06-22T09:00:00-04:00',
    'America/New_York',
    {},
    '2026-07-07',
    '2026-07-08T04:00:00Z',
  ],
  [
    'a leap day counts',
    '2028-02-15T09:00:00-05:00',
    'America/New_York',
    {},
    '2028-03-01',
    '2028-03-02T05:00:00Z',
  ],
  [
    'Monday night in Los Angeles is Tuesday under a New York policy',
    '2026-11-23T21:30:00-08:00',
    'America/New_York',
    {},
    '2026-12-09',
    '2026-12-10T05:00:00Z',
  ],
  [
    'the same instant is Monday under a Los Angeles policy',
    '2026-11-23T21:30:00-08:00',
    'America/Los_Angeles',
    {},
    '2026-12-08',
    '2026-12-09T08:00:00Z',
  ],
  [
    'with no holidays Thanksgiving eve ends a day earlier',
    '2026-11-25T18:00:00-05:00',
    'America/New_York',
    { calendar: 'weekdays' },
    '2026-12-09',
    '2026-12-10T05:00:00Z',
  ],
  [
    'fifteen business days, as CCPA gives for an opt-out of sale',
    '2026-12-14T12:00:00-05:00',
    'America/New_York',
    { days: 15 },
    '2027-01-06',
    '2027-01-07T05:00:00Z',
  ],
  [
    'CASL skips 30 September and Canadian Thanksgiving',
    '2026-09-28T12:00:00-04:00',
    'America/Toronto',
    { calendar: 'ca-federal' },
    '2026-10-14',
    '2026-10-15T04:00:00Z',
  ],
  [
    'in New Zealand the fifth working day is already too late',
    '2026-11-20T12:00:00+13:00',
    'Pacific/Auckland',
    { calendar: 'weekdays', days: 5, boundary: 'start-of-day' },
    '2026-11-27',
    '2026-11-26T11:00:00Z',
  ],
];

describe('the worked examples', () => {
  it.each(EXAMPLES)('%s', (_, received, zone, difference, deadlineDate, firstForbidden) => {
    expect(answerDeadline({ received, zone, ...BUSINESS_10, ...difference })).toMatchObject({
      kind: 'answered',
      answer: { deadline_date: deadlineDate, first_forbidden_instant: firstForbidden },
    });
  });
});

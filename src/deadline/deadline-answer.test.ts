import { describe, expect, it } from 'vitest';
import { answerDeadline } from './deadline-answer.ts';

const RECEIVED = '2026-11-25T18:00:00-05:00';

const answer = (question: unknown) => {
  const outcome = answerDeadline(question);
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.answer;
};

const fieldsRefused = (question: unknown) => {
  const outcome = answerDeadline(question);
  return outcome.kind === 'refused' ? outcome.problems.map(({ field }) => field) : [];
};

describe('answering "by when?"', () => {
  it('answers Thanksgiving eve in full', () => {
    expect(
      answer({
        received: RECEIVED,
        zone: 'America/New_York',
        calendar: 'us-federal',
        days: '10',
        count: 'after',
        boundary: 'end-of-day',
      }),
    ).toEqual({
      deadline_date: '2026-12-10',
      first_forbidden_instant: '2026-12-11T05:00:00Z',
      strict_deadline_date: '2026-12-09',
      strict_first_forbidden_instant: '2026-12-10T05:00:00Z',
      received_date: '2026-11-25',
      received_instant: '2026-11-25T23:00:00Z',
      zone: 'America/New_York',
      rule: { calendar: 'us-federal', days: 10, count: 'after', boundary: 'end-of-day' },
      holidays_skipped: [{ date: '2026-11-26', name: 'Thanksgiving Day' }],
    });
  });

  it('counts as CAN-SPAM in New York when only the receipt is given', () => {
    expect(answer({ received: RECEIVED })).toEqual(
      answer({
        received: '2026-11-25T23:00:00Z',
        zone: 'America/New_York',
        calendar: 'us-federal',
        days: 10,
        count: 'after',
        boundary: 'end-of-day',
      }),
    );
  });

  it.each([
    '2026-11-25T23:00:00Z',
    '2026-11-26T04:45+05:45',
    '2026-11-25t23:00:00.000z',
    '2026-11-25T18:00:00-0500',
  ])('reads %s as the same instant', (received) =>
    expect(answer({ received })).toEqual(answer({ received: RECEIVED })),
  );

  it('dates the receipt in the zone, not by the offset it was written with', () => {
    const received = '2026-11-23T21:30:00-08:00';
    expect(answer({ received, zone: 'America/New_York' }).received_date).toBe('2026-11-24');
    expect(answer({ received, zone: 'America/Los_Angeles' }).received_date).toBe('2026-11-23');
  });

  it('keeps the fraction of a receipt that has one', () => {
    expect(answer({ received: '2026-11-25T23:00:00.120Z' }).received_instant).toBe('2026-11-25T23:00:00.12Z');
  });

  it('names a holiday it was received on only where that day could have counted', () => {
    const question = { received: '2026-11-26T12:00:00-05:00', days: 1 };
    expect(answer({ ...question, count: 'after' }).holidays_skipped).toEqual([]);
    expect(answer({ ...question, count: 'inclusive' }).holidays_skipped).toEqual([
      { date: '2026-11-26', name: 'Thanksgiving Day' },
    ]);
  });

  it.each([
    ['no receipt', {}, 'received'],
    ['a receipt without offset', { received: '2026-11-25T18:00:00' }, 'received'],
    ['a date for a receipt', { received: '2026-11-25' }, 'received'],
    ['a day that does not exist', { received: '2026-02-30T00:00:00Z' }, 'received'],
    ['a number for a receipt', { received: 1_795_000_000_000 }, 'received'],
    ['a year without calendar', { received: '1999-06-01T00:00:00Z' }, 'received'],
    ['an unknown zone', { received: RECEIVED, zone: 'America/Gotham' }, 'zone'],
    ['an offset for a zone', { received: RECEIVED, zone: '-05:00' }, 'zone'],
    ['an unknown calendar', { received: RECEIVED, calendar: 'US_FEDERAL' }, 'calendar'],
    ['zero days', { received: RECEIVED, days: 0 }, 'days'],
    ['negative days', { received: RECEIVED, days: '-3' }, 'days'],
    ['half days', { received: RECEIVED, days: 1.5 }, 'days'],
    ['days in words', { received: RECEIVED, days: 'ten' }, 'days'],
    ['empty days', { received: RECEIVED, days: '' }, 'days'],
    ['too many days', { received: RECEIVED, days: '367' }, 'days'],
    ['no number of days', { received: RECEIVED, days: null }, 'days'],
    ['an unknown count', { received: RECEIVED, count: 'before' }, 'count'],
    ['an unknown boundary', { received: RECEIVED, boundary: 'noon' }, 'boundary'],
    ['a misspelt key', { received: RECEIVED, timezone: 'UTC' }, 'timezone'],
    ['no object', 'tomorrow', 'question'],
    ['nothing', undefined, 'question'],
  ])('refuses %s, naming it', (_, question, field) => {
    expect(fieldsRefused(question)).toEqual([field]);
  });

  it('says everything that is wrong at once, and what to write instead', () => {
    expect(answerDeadline({ received: 'soon', days: '0', tz: 'UTC' })).toEqual({
      kind: 'refused',
      problems: [
        {
          field: 'received',
          message: 'received is not an ISO 8601 instant.',
          fix: 'Give date, time and offset, such as 2026-11-25T18:00:00-05:00 or 2026-11-25T23:00:00Z.',
        },
        { field: 'days', message: 'days is below 1.', fix: 'Give a whole number from 1 to 366.' },
        {
          field: 'tz',
          message: 'tz is not a key of this question.',
          fix: 'Use only: received, zone, calendar, days, count, boundary.',
        },
      ],
    });
  });
});

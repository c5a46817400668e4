import { describe, expect, it } from 'vitest';
import { DAYS_MAX, DAYS_MIN } from './count.ts';
import { JURISDICTION_IDS, JURISDICTIONS } from './jurisdiction.ts';

const rows = JURISDICTION_IDS.map((id) => ({ id, ...JURISDICTIONS[id] }));

describe('the jurisdictions', () => {
  it.each([
    ['us-can-spam', 'us-federal', 10, 'after', 'end-of-day', 'received', 30],
    ['ca-casl', 'ca-federal', 10, 'after', 'end-of-day', 'sent', 60],
    ['au-spam-act', 'weekdays', 5, 'inclusive', 'end-of-day', 'sent', 30],
    ['nz-uema', 'weekdays', 5, 'after', 'start-of-day', 'sent', 30],
    ['sg-spam-control', 'weekdays', 10, 'after', 'end-of-day', 'sent', 30],
  ] as const)(
    'counts for %s as its statute does',
    (id, calendar, days, count, boundary, clockStart, minDays) => {
      expect(JURISDICTIONS[id]).toMatchObject({
        rule: { calendar, days, count, boundary },
        clockStart,
        basis: 'statute',
        mechanismMinDays: minDays,
      });
    },
  );

  it('names for every row the law it comes from, and counts by a rule that can be counted', () => {
    for (const { source, rule } of rows) {
      expect(source).not.toBe('');
      expect(rule.days).toBeGreaterThanOrEqual(DAYS_MIN);
      expect(rule.days).toBeLessThanOrEqual(DAYS_MAX);
    }
  });

  it('bounds every law that counts no days by the same house rule, from sending, weekends included', () => {
    const house = rows.filter(({ basis }) => basis === 'house');
    expect(house.map(({ id }) => id)).toContain('eu-gdpr');
    for (const { rule, clockStart } of house) {
      expect(rule).toEqual({ calendar: 'calendar-days', days: 3, count: 'after', boundary: 'end-of-day' });
      expect(clockStart).toBe('sent');
    }
  });
});

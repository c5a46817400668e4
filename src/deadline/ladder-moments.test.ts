import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER, ladderOf } from './ladder.ts';
import { ladderMoments } from './ladder-moments.ts';
import { type BrandPolicy, clocksFor, DEFAULT_BRAND_POLICY } from './policy.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function momentsOf(requestedAt: number, policy: BrandPolicy = DEFAULT_BRAND_POLICY, ladder = DEFAULT_LADDER) {
  const { dueAt } = clocksFor({ policy, requestedAt, receivedAt: requestedAt });
  return { dueAt, ...ladderMoments(ladder, policy, { requestedAt, receivedAt: requestedAt, dueAt }) };
}

const at = (text: string) => Date.parse(text);
const european: BrandPolicy = { zone: 'Europe/Berlin', jurisdictions: ['eu-gdpr'] };

describe('the steps of the ladder', () => {
  it('begin minutes after the request, and days before the deadline', () => {
    const asked = at('2026-06-01T12:00:00Z'); // a Monday
    expect(momentsOf(asked)).toMatchObject({
      late: asked + 15 * 60_000,
      at_risk: asked + DAY,
      target_missed: asked + 2 * DAY,
      // Ten business days end with Monday the 15th; the first forbidden day is Tuesday.
      breached: at('2026-06-16T00:00:00-04:00'),
      held: at('2026-06-15T00:00:00-04:00'),
      critical: at('2026-06-11T00:00:00-04:00'),
    });
  });

  it('count back over a holiday and a weekend', () => {
    // Labor Day is Monday the 7th: ten business days from 26 August end on Thursday, 10 September.
    const moments = momentsOf(at('2026-08-26T15:00:00Z'));
    expect(moments.breached).toBe(at('2026-09-11T00:00:00-04:00'));
    expect(moments.held).toBe(at('2026-09-10T00:00:00-04:00'));
    expect(moments.critical).toBe(at('2026-09-08T00:00:00-04:00'));
    const four = ladderOf({ critical_business_days_left: 4 });
    if (four.kind !== 'ladder') throw new Error('four days are a ladder');
    const earlier = momentsOf(at('2026-08-26T15:00:00Z'), DEFAULT_BRAND_POLICY, four.ladder);
    expect(earlier.critical).toBe(at('2026-09-04T00:00:00-04:00'));
  });

  it('begin at midnight of the zone on both sides of a change of clocks', () => {
    const moments = momentsOf(at('2026-10-21T15:00:00Z'));
    expect(moments.breached).toBe(at('2026-11-05T00:00:00-05:00'));
    const critical = ladderOf({ critical_business_days_left: 5 });
    if (critical.kind !== 'ladder') throw new Error('five days are a ladder');
    const earlier = momentsOf(at('2026-10-21T15:00:00Z'), DEFAULT_BRAND_POLICY, critical.ladder);
    expect(earlier.critical).toBe(at('2026-10-29T00:00:00-04:00'));
  });

  it('take the earliest answer of several calendars', () => {
    // 1 July is a holiday in Canada and none in the United States.
    const dueAt = at('2026-07-02T00:00:00-04:00');
    const clocks = { requestedAt: dueAt - 15 * DAY, receivedAt: dueAt - 15 * DAY, dueAt };
    const zone = 'America/New_York';
    const held = (jurisdictions: BrandPolicy['jurisdictions']) =>
      ladderMoments(DEFAULT_LADDER, { zone, jurisdictions }, clocks).held;
    expect(held(['us-can-spam'])).toBe(at('2026-07-01T00:00:00-04:00'));
    expect(held(['us-can-spam', 'ca-casl'])).toBe(at('2026-06-30T00:00:00-04:00'));
  });

  it('leave a short deadline a quarter of its time before it is critical, and half of it before the hold', () => {
    const asked = at('2026-06-05T15:00:00Z'); // a Friday
    const { dueAt, critical, held } = momentsOf(asked, european);
    expect(dueAt).toBe(at('2026-06-09T00:00:00+02:00'));
    expect(held).toBe(at('2026-06-08T00:00:00+02:00'));
    expect(critical).toBe(asked + (dueAt - asked) / 4);
  });

  it('hold an hour before the deadline where everything is too late for more', () => {
    const dueAt = at('2026-06-09T00:00:00+02:00');
    for (const receivedAt of [dueAt - HOUR, dueAt, dueAt + 3 * DAY]) {
      const clocks = { requestedAt: dueAt - 4 * DAY, receivedAt, dueAt };
      const { held, critical } = ladderMoments(DEFAULT_LADDER, european, clocks);
      expect([held, critical]).toEqual([dueAt - HOUR, dueAt - HOUR]);
    }
  });

  it('count late from when it was held here, and the target from when it was asked for', () => {
    const requestedAt = at('2026-06-01T12:00:00Z');
    const recordedAt = requestedAt + 3 * DAY;
    const dueAt = requestedAt + 15 * DAY;
    const clocks = { requestedAt, receivedAt: requestedAt, recordedAt, dueAt };
    expect(ladderMoments(DEFAULT_LADDER, DEFAULT_BRAND_POLICY, clocks)).toMatchObject({
      late: recordedAt + 15 * 60_000,
      at_risk: requestedAt + DAY,
    });
  });
});

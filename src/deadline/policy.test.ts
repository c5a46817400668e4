import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadline, strictRule } from './count.ts';
import { JURISDICTION_IDS, JURISDICTIONS, type JurisdictionId } from './jurisdiction.ts';
import {
  type BrandPolicy,
  brandPolicySchema,
  type Clocks,
  clocksFor,
  DEFAULT_BRAND_POLICY,
  earliestClocks,
} from './policy.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const aPolicy = (...jurisdictions: JurisdictionId[]): BrandPolicy => ({
  zone: 'America/New_York',
  jurisdictions,
});

const zones = fc.constantFrom(
  'America/New_York',
  'Pacific/Auckland',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'UTC',
);
const policies: fc.Arbitrary<BrandPolicy> = fc.record({
  zone: zones,
  jurisdictions: fc.subarray([...JURISDICTION_IDS], { minLength: 1 }),
});
const instants = fc.integer({ min: Date.UTC(2000, 0, 5), max: Date.UTC(2099, 11, 25) });

describe('the clocks of an opt-out', () => {
  it('are, for CAN-SPAM, ten business days from receipt, and a day earlier without Thanksgiving', () => {
    const receivedAt = at('2026-11-25T18:00:00-05:00');
    expect(clocksFor({ policy: DEFAULT_BRAND_POLICY, requestedAt: receivedAt, receivedAt })).toEqual({
      targetAt: at('2026-11-27T18:00:00-05:00'),
      dueAt: at('2026-12-11T05:00:00Z'),
      strictDueAt: at('2026-12-10T05:00:00Z'),
    });
  });

  it('start for CAN-SPAM when the request is received, for CASL when it was sent', () => {
    const times = {
      requestedAt: at('2026-11-16T12:00:00-05:00'),
      receivedAt: at('2026-11-18T12:00:00-05:00'),
    };
    expect(clocksFor({ policy: aPolicy('us-can-spam'), ...times }).dueAt).toBe(at('2026-12-04T05:00:00Z'));
    expect(clocksFor({ policy: aPolicy('ca-casl'), ...times }).dueAt).toBe(at('2026-12-01T05:00:00Z'));
  });

  it('run out with the strictest law of the brand', () => {
    const receivedAt = at('2026-11-18T12:00:00-05:00');
    const policy = aPolicy('us-can-spam', 'au-spam-act', 'eu-gdpr');
    expect(clocksFor({ policy, requestedAt: receivedAt, receivedAt }).dueAt).toBe(at('2026-11-22T05:00:00Z'));
  });

  it('are the earliest of what each law gives alone', () => {
    fc.assert(
      fc.property(
        policies,
        instants,
        fc.integer({ min: 0, max: 60 * 24 * HOUR }),
        (policy, receivedAt, travelled) => {
          const requestedAt = Math.max(receivedAt - travelled, Date.UTC(2000, 0, 3));
          const alone = (isStrict: boolean) =>
            policy.jurisdictions.map((id) => {
              const { rule, clockStart } = JURISDICTIONS[id];
              const outcome = deadline({
                receivedAt: clockStart === 'sent' ? requestedAt : receivedAt,
                zone: policy.zone,
                rule: isStrict ? strictRule(rule) : rule,
              });
              return outcome.kind === 'counted' ? outcome.firstForbiddenAt : Number.NaN;
            });
          expect(clocksFor({ policy, requestedAt, receivedAt })).toEqual({
            targetAt: requestedAt + 48 * HOUR,
            dueAt: Math.min(...alone(false)),
            strictDueAt: Math.min(...alone(true)),
          });
        },
      ),
    );
  });

  it('strike in order: target, strict, due', () => {
    fc.assert(
      fc.property(policies, instants, (policy, receivedAt) => {
        const clocks = clocksFor({ policy, requestedAt: receivedAt, receivedAt });
        expect(clocks.targetAt).toBeLessThan(clocks.strictDueAt);
        expect(clocks.strictDueAt).toBeLessThanOrEqual(clocks.dueAt);
      }),
    );
  });

  it('strike in that order even over the weekend the clocks go forward', () => {
    const receivedAt = at('2026-03-06T23:59:59-05:00');
    const { targetAt, dueAt } = clocksFor({
      policy: aPolicy('eu-gdpr'),
      requestedAt: receivedAt,
      receivedAt,
    });
    expect(dueAt - targetAt).toBeGreaterThanOrEqual(23 * HOUR);
  });

  it('never move later when a brand takes on one more law', () => {
    fc.assert(
      fc.property(policies, fc.constantFrom(...JURISDICTION_IDS), instants, (policy, added, receivedAt) => {
        const wider = { ...policy, jurisdictions: [...policy.jurisdictions, added] };
        const before = clocksFor({ policy, requestedAt: receivedAt, receivedAt });
        const after = clocksFor({ policy: wider, requestedAt: receivedAt, receivedAt });
        expect(after.dueAt).toBeLessThanOrEqual(before.dueAt);
        expect(after.strictDueAt).toBeLessThanOrEqual(before.strictDueAt);
      }),
    );
  });

  it('count from receipt when the request claims to come from the future', () => {
    const receivedAt = at('2026-11-18T12:00:00-05:00');
    const policy = aPolicy('ca-casl');
    const honest = clocksFor({ policy, requestedAt: receivedAt, receivedAt });
    expect(clocksFor({ policy, requestedAt: receivedAt + 1e10, receivedAt })).toEqual(honest);
  });

  it('are long past, not refused, for a request dated before the calendars begin', () => {
    const receivedAt = at('2026-11-18T12:00:00-05:00');
    const { dueAt } = clocksFor({ policy: aPolicy('ca-casl'), requestedAt: 0, receivedAt });
    expect(dueAt).toBe(at('2000-01-15T05:00:00Z'));
  });

  it('err on the early side for a receipt after the calendars end', () => {
    const receivedAt = at('2150-06-01T12:00:00Z');
    const { dueAt } = clocksFor({ policy: aPolicy('us-can-spam'), requestedAt: receivedAt, receivedAt });
    expect(dueAt).toBe(at('2100-01-16T05:00:00Z'));
  });

  it('are never without a bound', () => {
    expect(() => clocksFor({ policy: aPolicy(), requestedAt: 0, receivedAt: 0 })).toThrow(RangeError);
  });
});

describe('the earliest of several clocks', () => {
  const clocks: fc.Arbitrary<Clocks> = fc.record({
    targetAt: instants,
    dueAt: instants,
    strictDueAt: instants,
  });

  it('takes the earliest of each part', () => {
    fc.assert(
      fc.property(fc.array(clocks, { minLength: 1, maxLength: 8 }), (list) => {
        expect(earliestClocks(list)).toEqual({
          targetAt: Math.min(...list.map((each) => each.targetAt)),
          dueAt: Math.min(...list.map((each) => each.dueAt)),
          strictDueAt: Math.min(...list.map((each) => each.strictDueAt)),
        });
      }),
    );
  });

  it('is nothing for no brands', () => {
    expect(earliestClocks([])).toBeUndefined();
  });
});

describe('the policy of a brand', () => {
  it('is CAN-SPAM in New York unless told otherwise', () => {
    expect(brandPolicySchema.parse({})).toEqual({
      zone: 'America/New_York',
      jurisdictions: ['us-can-spam'],
    });
  });

  it.each([
    ['an unknown zone', { zone: 'America/Gotham' }],
    ['an offset for a zone', { zone: '-05:00' }],
    ['no law at all', { jurisdictions: [] }],
    ['an unknown law', { jurisdictions: ['us-can-spam', 'xx-none'] }],
    ['an unknown key', { timezone: 'UTC' }],
  ])('refuses %s', (_, policy) => {
    expect(brandPolicySchema.safeParse(policy).success).toBe(false);
  });
});

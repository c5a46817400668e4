import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClockCache } from './clock-cache.ts';
import { JURISDICTION_IDS } from './jurisdiction.ts';
import { type BrandPolicy, clocksFor, DEFAULT_BRAND_POLICY } from './policy.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const policies: fc.Arbitrary<BrandPolicy> = fc.record({
  zone: fc.constantFrom(
    'America/New_York',
    'America/St_Johns',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ),
  jurisdictions: fc.subarray([...JURISDICTION_IDS], { minLength: 1, maxLength: 3 }),
});

/** Where the zones above change their clocks, skip a midnight or a date, or strike midnight twice; and New Year. */
const edges = fc.constantFrom(
  Date.UTC(2026, 2, 8, 7),
  Date.UTC(2026, 10, 1, 6),
  Date.UTC(2010, 10, 7, 2, 31),
  Date.UTC(2018, 10, 4, 3),
  Date.UTC(2018, 1, 18, 2),
  Date.UTC(2026, 3, 4, 15),
  Date.UTC(2011, 11, 30, 10),
  Date.UTC(2028, 0, 1, 5),
  Date.UTC(2000, 0, 1),
  Date.UTC(2100, 0, 1),
);
const instants = fc.oneof(
  fc
    .tuple(edges, fc.integer({ min: -30 * HOUR, max: 30 * HOUR }))
    .map(([edgeAt, awayMillis]) => edgeAt + awayMillis),
  fc.tuple(edges, fc.integer({ min: -2, max: 2 })).map(([edgeAt, awayMillis]) => edgeAt + awayMillis),
  fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2110, 0, 1) }),
);
const requests = fc.array(fc.record({ policy: policies, requestedAt: instants, receivedAt: instants }), {
  maxLength: 30,
});

describe('the clock cache', () => {
  // Kept across runs, so that later runs meet what earlier ones left behind.
  const roomy = createClockCache();
  const cramped = createClockCache({ daysKeptMax: 2 });

  it('answers like clocksFor, whatever was asked before', () => {
    fc.assert(
      fc.property(requests, (list) => {
        for (const request of list) {
          const expected = clocksFor(request);
          expect(roomy(request)).toEqual(expected);
          expect(cramped(request)).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('answers like clocksFor at every half hour around two clock changes', () => {
    const clocks = createClockCache();
    const policy: BrandPolicy = { zone: 'America/New_York', jurisdictions: ['us-can-spam', 'ca-casl'] };
    for (const dayAt of [Date.UTC(2026, 2, 7), Date.UTC(2026, 9, 31)]) {
      for (let at = dayAt; at < dayAt + 3 * DAY; at += HOUR / 2) {
        const request = { policy, requestedAt: at, receivedAt: at };
        expect(clocks(request)).toEqual(clocksFor(request));
      }
    }
  });

  it('takes one policy for another neither by zone nor by laws', () => {
    const clocks = createClockCache();
    const receivedAt = Date.parse('2026-11-23T21:30:00-08:00');
    const ask = (policy: BrandPolicy) => clocks({ policy, requestedAt: receivedAt, receivedAt }).dueAt;
    const dues = [
      ask(DEFAULT_BRAND_POLICY),
      ask({ ...DEFAULT_BRAND_POLICY, zone: 'America/Los_Angeles' }),
      ask({ ...DEFAULT_BRAND_POLICY, jurisdictions: ['nz-uema'] }),
    ];
    expect(new Set(dues).size).toBe(3);
  });
});

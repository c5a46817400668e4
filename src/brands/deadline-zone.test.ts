import { describe, expect, it } from 'vitest';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import type { Brand } from './brand.ts';
import { deadlineZone, sharedZone } from './deadline-zone.ts';
import { DEFAULT_PROFILE } from './profile.ts';

function brandsIn(zones: Readonly<Record<string, string>>): ReadonlyMap<string, Brand> {
  return new Map(
    Object.entries(zones).map(([id, zone]) => [
      id,
      {
        id,
        name: id,
        postalAddress: '',
        policy: { ...DEFAULT_BRAND_POLICY, zone },
        profile: DEFAULT_PROFILE,
        ladder: null,
        topics: new Map(),
      },
    ]),
  );
}

const brands = brandsIn({ east: 'America/New_York', west: 'America/Los_Angeles', far: 'Pacific/Auckland' });
const NEW_YORK_MIDNIGHT = Date.parse('2026-12-09T05:00:00Z');
const LOS_ANGELES_MIDNIGHT = Date.parse('2026-12-09T08:00:00Z');

describe('the zone of a deadline', () => {
  it('is that of the brand of the sender whose midnight it is', () => {
    expect(deadlineZone(NEW_YORK_MIDNIGHT, ['west', 'east'], brands)).toBe('America/New_York');
    expect(deadlineZone(LOS_ANGELES_MIDNIGHT, ['east', 'west'], brands)).toBe('America/Los_Angeles');
  });

  it('is another brand’s where an opt-out from everything is due by that brand’s law', () => {
    expect(deadlineZone(NEW_YORK_MIDNIGHT, ['west'], brands)).toBe('America/New_York');
  });

  it('falls back on the sender’s own brand, and on UTC where that is gone', () => {
    expect(deadlineZone(NEW_YORK_MIDNIGHT + 1, ['west'], brands)).toBe('America/Los_Angeles');
    expect(deadlineZone(NEW_YORK_MIDNIGHT, [], new Map())).toBe('UTC');
  });
});

describe('the zone to tell the time in', () => {
  it('is the brands’ own where they agree, else UTC', () => {
    expect(sharedZone(brandsIn({ one: 'America/New_York', two: 'America/New_York' }))).toBe(
      'America/New_York',
    );
    expect(sharedZone(brands)).toBe('UTC');
    expect(sharedZone(new Map())).toBe('UTC');
  });
});

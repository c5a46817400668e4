import { describe, expect, it } from 'vitest';
import type { Brand } from '../brands/brand.ts';
import type { Directory } from '../brands/directory.ts';
import { DEFAULT_PROFILE } from '../brands/profile.ts';
import type { JurisdictionId } from '../deadline/jurisdiction.ts';
import { type BrandPolicy, clocksFor, DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { NOON, scopeOf } from './ledger.test-kit.ts';
import { createOptOutClocks } from './opt-out-clocks.ts';

const MOMENT = { requestedAt: NOON, receivedAt: NOON };
const auckland: BrandPolicy = { zone: 'Pacific/Auckland', jurisdictions: ['nz-uema'] };

function aBrand(id: string, policy: BrandPolicy): Brand {
  return {
    id,
    name: id,
    postalAddress: '1 Main St',
    policy,
    profile: DEFAULT_PROFILE,
    ladder: null,
    topics: new Map(),
  };
}

function clocksAmong(...brands: Brand[]) {
  const directory: Directory = {
    read: async () => new Map(brands.map((brand) => [brand.id, brand])),
    brand: async (id) => brands.find((brand) => brand.id === id),
    forget: () => undefined,
  };
  return createOptOutClocks(directory)();
}

const byPolicy = (policy: BrandPolicy) => clocksFor({ policy, ...MOMENT });
const policyOf = (zone: string, ...jurisdictions: JurisdictionId[]): BrandPolicy => ({ zone, jurisdictions });

describe('the deadlines of an opt-out', () => {
  it('are the brand’s own, for the brand and for its topics', async () => {
    const clocks = await clocksAmong(aBrand('a', DEFAULT_BRAND_POLICY), aBrand('b', auckland));
    expect(clocks(scopeOf('b'), MOMENT)).toEqual(byPolicy(auckland));
    expect(clocks(scopeOf('b/t'), MOMENT)).toEqual(byPolicy(auckland));
    expect(clocks(scopeOf('a/t'), MOMENT)).toEqual(byPolicy(DEFAULT_BRAND_POLICY));
  });

  it('are the earliest of any brand for everything, each bound by itself', async () => {
    const policies = [DEFAULT_BRAND_POLICY, auckland, policyOf('Asia/Tokyo', 'ca-casl', 'sg-spam-control')];
    const clocks = await clocksAmong(...policies.map((policy, index) => aBrand(`b${index}`, policy)));
    const each = policies.map(byPolicy);
    expect(clocks(scopeOf('*'), MOMENT)).toEqual({
      targetAt: Math.min(...each.map(({ targetAt }) => targetAt)),
      dueAt: Math.min(...each.map(({ dueAt }) => dueAt)),
      strictDueAt: Math.min(...each.map(({ strictDueAt }) => strictDueAt)),
    });
  });

  it('exist for a brand that is gone, and where there is no brand at all: old links still stop mail', async () => {
    const clocks = await clocksAmong();
    expect(clocks(scopeOf('gone/t'), MOMENT)).toEqual(byPolicy(DEFAULT_BRAND_POLICY));
    expect(clocks(scopeOf('*'), MOMENT)).toEqual(byPolicy(DEFAULT_BRAND_POLICY));
  });

  it('follow a change of policy at the next reading', async () => {
    let policy = DEFAULT_BRAND_POLICY;
    const directory: Directory = {
      read: async () => new Map([['a', aBrand('a', policy)]]),
      brand: async () => undefined,
      forget: () => undefined,
    };
    const read = createOptOutClocks(directory);
    expect((await read())(scopeOf('a'), MOMENT)).toEqual(byPolicy(DEFAULT_BRAND_POLICY));
    policy = auckland;
    expect((await read())(scopeOf('a'), MOMENT)).toEqual(byPolicy(auckland));
  });
});

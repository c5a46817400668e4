import { describe, expect, it } from 'vitest';
import type { BrandDirectory } from '../brands/directory.ts';
import { DEFAULT_PROFILE } from '../brands/profile.ts';
import type { Topic } from '../brands/topic.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { NOON } from './link.test-kit.ts';
import { readOrder } from './order.ts';

const topics: Topic[] = [
  { brand: 'clearview', id: 'offers', name: 'Offers', description: null, kind: 'promotional' },
  {
    brand: 'clearview',
    id: 'receipts',
    name: 'Receipts',
    description: null,
    kind: 'transactional',
    basis: 'transaction',
  },
];
const directory: BrandDirectory = new Map([
  [
    'clearview',
    {
      id: 'clearview',
      name: 'Clearview',
      postalAddress: '1 Main St',
      policy: DEFAULT_BRAND_POLICY,
      profile: DEFAULT_PROFILE,
      ladder: null,
      topics: new Map(topics.map((topic) => [topic.id, topic])),
    },
  ],
]);

const order = (scope: string, campaign?: string) => readOrder(directory, { scope, campaign, now: NOON });

describe('an order of links', () => {
  it.each(['clearview', 'clearview/offers'])('is taken for promotional mail of %s', (scope) => {
    expect(order(scope, 'spring_2026:a.b-c')).toEqual({
      kind: 'order',
      order: { scope, campaign: 'spring_2026:a.b-c', issuedAt: NOON },
    });
    expect(order(scope)).toEqual({ kind: 'order', order: { scope, issuedAt: NOON } });
  });

  it.each([
    '*',
    '',
    'clearview/',
    'other',
    'other/offers',
    'clearview/other',
    'clearview/receipts',
    'constructor',
  ])('is refused for the scope %j, with what to mend', (scope) =>
    expect(order(scope)).toMatchObject({ kind: 'refused', field: 'scope', fix: expect.any(String) }),
  );

  it.each(['', 'ada@example.com', 'a b', 'a/b', '=1+1', 'ü', 'a\n', 'x'.repeat(65)])(
    'is refused for the campaign %j, which is not repeated',
    (campaign) => {
      const outcome = order('clearview', campaign);
      expect(outcome).toMatchObject({ kind: 'refused', field: 'campaign' });
      expect(campaign !== '' && JSON.stringify(outcome).includes(JSON.stringify(campaign))).toBe(false);
    },
  );
});

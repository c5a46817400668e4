import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandOf, brandScope, covers, EVERYTHING, isSlug, parseScope, topicOf, topicScope } from './scope.ts';

const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/);
const scope = fc.oneof(
  fc.constant(EVERYTHING),
  slug.map(brandScope),
  fc.tuple(slug, slug).map(([brand, topic]) => topicScope(brand, topic)),
);

describe('a scope', () => {
  it('reads back as what it was made of', () => {
    fc.assert(
      fc.property(slug, slug, (brand, topic) => {
        const made = topicScope(brand, topic);
        expect([parseScope(made), brandOf(made), topicOf(made)]).toEqual([made, brand, topic]);
        expect([parseScope(brand), brandOf(brandScope(brand)), topicOf(brandScope(brand))]).toEqual([
          brand,
          brand,
          undefined,
        ]);
      }),
    );
    expect([parseScope('*'), brandOf(EVERYTHING), topicOf(EVERYTHING)]).toEqual(['*', '*', undefined]);
  });

  it.each([
    '',
    '/',
    'a/',
    '/t',
    'a/t/u',
    '*/t',
    'a/*',
    '**',
    'A',
    'a b',
    'a_b',
    '-a',
    'a-',
    'a\n',
    'é',
    '%2a',
  ])('is not read from %j', (text) => expect(parseScope(text)).toBeUndefined());

  it('names brands and topics of at most 32 characters', () => {
    expect(isSlug('a'.repeat(32))).toBe(true);
    expect(isSlug('a'.repeat(33))).toBe(false);
  });

  it('covers itself and what lies in it, and nothing of another brand', () => {
    fc.assert(
      fc.property(scope, scope, (wide, narrow) => {
        const inside = wide === EVERYTHING || wide === narrow || narrow.startsWith(`${wide}/`);
        expect(covers(wide, narrow)).toBe(inside);
      }),
    );
    expect(covers(brandScope('a'), topicScope('a', 't'))).toBe(true);
    expect(covers(brandScope('a'), topicScope('ab', 't'))).toBe(false);
    expect(covers(topicScope('a', 't'), brandScope('a'))).toBe(false);
    expect(covers(brandScope('a'), EVERYTHING)).toBe(false);
  });
});

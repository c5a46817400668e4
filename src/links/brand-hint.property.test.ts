import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSlug } from '../consent/scope.ts';
import { brandHint } from './brand-hint.ts';
import { aStopLink, NOON, POWERS, ring, ringOf, scopeOf, secretOf, TOKENS } from './link.test-kit.ts';
import { signToken } from './token.ts';

const NAME = 'clearview-magnifiers';
const tokenAbout = (scope: string) => signToken(ring, aStopLink({ scope: scopeOf(scope) }));

describe('the brand a token seems to be about', () => {
  it.each(POWERS)('is read from a whole token with the power %s', (power) => {
    expect(brandHint(TOKENS[power])).toBe('a');
  });

  it('is read from one that is expired, foreign, or has another signature', () => {
    const foreign = signToken(ringOf(`k1:${secretOf(2)}`), aStopLink({ scope: scopeOf(NAME) }));
    const old = signToken(ring, {
      ...aStopLink({ scope: scopeOf(NAME) }),
      power: 'manage',
      expiresAt: NOON / 1000 - 1,
    });
    expect([foreign, old, `${foreign}x`, `${foreign}.x`].map(brandHint)).toEqual([NAME, NAME, NAME, NAME]);
  });

  it('is the right one or none when the tail is cut off, wherever that is', () => {
    for (const scope of [NAME, `${NAME}/offers`]) {
      const token = tokenAbout(scope);
      const hints = Array.from({ length: token.length + 1 }, (_, length) =>
        brandHint(token.slice(0, length)),
      );
      expect(new Set(hints)).toEqual(new Set([undefined, NAME]));
      // Once it was read, no later character takes it away.
      expect(hints.slice(hints.indexOf(NAME)).every((hint) => hint === NAME)).toBe(true);
      // It can be read as soon as the claim is there: neither signature nor time is needed.
      expect(hints.indexOf(NAME)).toBeLessThan(token.lastIndexOf('.'));
    }
  });

  it('is read where only the head is cut off', () => {
    expect(brandHint(tokenAbout(NAME).replace(/^[^.]*/, ''))).toBe(NAME);
  });

  it('is none for everything promotional of all brands', () => {
    expect(brandHint(tokenAbout('*'))).toBeUndefined();
  });

  it('is a slug or nothing, whatever is asked about', () => {
    const claim = fc.oneof(fc.string(), fc.constantFrom('*', 'A', '-a', 'a-', '../x', 'a'.repeat(33)));
    const written = claim.map((scope) => {
      const payload = JSON.stringify({ scp: scope });
      return `x.${Buffer.from(payload).toString('base64url')}.y`;
    });
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.base64String(), written);
    fc.assert(
      fc.property(anything, (text) => {
        const hint = brandHint(text);
        expect(hint === undefined || isSlug(hint)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(brandHint('a.'.repeat(3_000_000))).toBeUndefined();
  });
});

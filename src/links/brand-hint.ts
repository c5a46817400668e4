import { isSlug } from '../consent/scope.ts';

// Longer than any token made here: what is beyond it is not looked at.
const LENGTH_MAX = 4_096;

// As `signToken` writes it, and only up to where the brand surely ends: of a name cut short nothing is believed.
const BRAND = /"scp":"([a-z0-9-]{1,32})["/]/;

/**
 * The brand a token seems to be about that cannot be read as it should: damaged, cut off, expired or foreign. NOTHING of
 * it is verified, and anybody can write such a token. It may choose which door without a link to show, and nothing else.
 * A slug (of a brand that need not exist) or undefined; never throws.
 */
export function brandHint(token: string): string | undefined {
  for (const part of token.slice(0, LENGTH_MAX).split('.')) {
    const brand = BRAND.exec(Buffer.from(part, 'base64url').toString('latin1'))?.[1];
    if (brand !== undefined && isSlug(brand)) return brand;
  }
  return undefined;
}

import { brandScope, type Scope, topicScope } from '../consent/scope.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import { isSuppressed, isUndeliverable, type Said, standingOf } from './reference.ts';

/** The brands of a simulated group; each has the two promotional topics below and a transactional one. */
export const BRANDS = [
  'clearview',
  'soundpage',
  'harbor',
  'lighthouse',
  'meadow',
  'orchard',
  'quarry',
  'summit',
] as const;
export const TOPICS = ['offers', 'news'] as const;

/** Every promotional scope there is; its place in this list is its bit in a state. */
const SCOPES: readonly Scope[] = BRANDS.flatMap((brand) => [
  brandScope(brand),
  ...TOPICS.map((topic) => topicScope(brand, topic)),
]);
const BITS: ReadonlyMap<string, number> = new Map(SCOPES.map((scope, index) => [scope, 1 << index]));
const UNDELIVERABLE = 1 << SCOPES.length;

/**
 * A state, small enough that twenty receivers can hold that of everybody: one bit a scope. `about`: the scopes it speaks of;
 * `bits`: those of them that are suppressed, and whether mail is undeliverable.
 */
export interface BitState {
  readonly about: number;
  readonly bits: number;
}

/** The scopes that a sender of these brands is told about. */
export function scopesOf(brands: Iterable<string>): number {
  let mask = 0;
  for (const brand of brands) mask |= SCOPES_OF.get(brand) ?? 0;
  return mask;
}

const SCOPES_OF: ReadonlyMap<string, number> = new Map(
  BRANDS.map((brand) => [
    brand,
    SCOPES.reduce((mask, scope, index) => (scope.split('/')[0] === brand ? mask | (1 << index) : mask), 0),
  ]),
);

/** What an item says; undefined where it speaks of something that is not there, or in words nobody agreed on. */
export function stateOfItem(
  item: Pick<ChangeItem, 'promotional' | 'topics' | 'undeliverable'>,
): BitState | undefined {
  let about = 0;
  let bits = item.undeliverable ? UNDELIVERABLE : 0;
  for (const part of [item.promotional, item.topics]) {
    for (const [scope, permission] of Object.entries(part)) {
      const bit = BITS.get(scope);
      if (bit === undefined || (permission !== 'suppressed' && permission !== 'allowed')) return undefined;
      about |= bit;
      if (permission === 'suppressed') bits |= bit;
    }
  }
  return { about, bits };
}

/** What a receiver should hold of somebody who said these words, by the reference. */
export function stateByReference(words: readonly Said[], about: number, now: number): BitState {
  const standing = standingOf(words);
  let bits = isUndeliverable(standing) ? UNDELIVERABLE : 0;
  for (const [index, scope] of SCOPES.entries()) {
    const bit = 1 << index;
    if ((about & bit) !== 0 && isSuppressed(standing, scope, now)) bits |= bit;
  }
  return { about, bits };
}

/** A state in words, for a trace. */
export function wordsOf({ about, bits }: BitState): string {
  const suppressed = SCOPES.filter((_, index) => (about & bits & (1 << index)) !== 0);
  const rest = (bits & UNDELIVERABLE) === 0 ? [] : ['undeliverable'];
  return [...suppressed, ...rest].join(' ') || 'all allowed';
}

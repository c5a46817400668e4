import { isSlug } from '../brands/naming.ts';

export { isSlug, SLUG_RULE } from '../brands/naming.ts';

/** What a decision is about: `*` (everything promotional of all brands), `brand`, or `brand/topic`. */
export type Scope = string & { readonly __brand: 'Scope' };

/** Everything promotional, of every brand. */
export const EVERYTHING = '*' as Scope;

export function brandScope(brand: string): Scope {
  return brand as Scope;
}

export function topicScope(brand: string, topic: string): Scope {
  return `${brand}/${topic}` as Scope;
}

/** The scope a text spells, or undefined when it spells none. Says nothing about whether brand and topic exist. */
export function parseScope(text: string): Scope | undefined {
  const parts = text.split('/');
  const spelled = text === '*' || (parts.length <= 2 && parts.every(isSlug));
  return spelled ? (text as Scope) : undefined;
}

/** The brand a scope belongs to, `*` when to all. */
export function brandOf(scope: Scope): string {
  const slash = scope.indexOf('/');
  return slash === -1 ? scope : scope.slice(0, slash);
}

/** The topic a scope names, or undefined for a whole brand or everything. */
export function topicOf(scope: Scope): string | undefined {
  return scope.split('/')[1];
}

/** True when whatever is said about `wide` is also said about `narrow`. */
export function covers(wide: Scope, narrow: Scope): boolean {
  return wide === EVERYTHING || wide === narrow || wide === brandOf(narrow);
}

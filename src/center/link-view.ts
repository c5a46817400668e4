import type { Brand } from '../brands/brand.ts';
import { topicOf } from '../consent/scope.ts';
import type { LinkClaims } from '../links/token.ts';
import { copy } from './copy.ts';

/** What a page needs to know of a link: who and what it is about, in words. */
export interface LinkView {
  /** The address, masked; empty when it does not open any more. */
  readonly mask: string;
  /** "promotional email from Clearview Magnifiers" */
  readonly what: string;
  readonly brandName: string;
  readonly postalAddress: string;
  readonly zone: string;
  /** Names of the mail that continues. */
  readonly continues: readonly string[];
  /** True when the link stops less than the whole brand. */
  readonly narrow: boolean;
}

/** Puts a link into words. A brand that is gone still has its opt-outs: its id stands in for its name. */
export function viewLink(claims: LinkClaims, brand: Brand | undefined, mask: string): LinkView {
  const brandName = brand?.name ?? claims.scope.split('/')[0] ?? '';
  const topicId = topicOf(claims.scope);
  const topic = topicId === undefined ? undefined : (brand?.topics.get(topicId)?.name ?? topicId);
  return {
    mask,
    what: topic === undefined ? wholeScope(claims, brandName) : copy.what.topic(topic, brandName),
    brandName,
    postalAddress: brand?.postalAddress ?? '',
    zone: brand?.policy.zone ?? 'UTC',
    continues: [...(brand?.topics.values() ?? [])]
      .filter(({ kind }) => kind === 'transactional')
      .map(({ name }) => name),
    narrow: topic !== undefined,
  };
}

function wholeScope(claims: LinkClaims, brandName: string): string {
  return claims.scope === '*' ? copy.what.everything : copy.what.brand(brandName);
}

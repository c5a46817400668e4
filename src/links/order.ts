import type { BrandDirectory } from '../brands/directory.ts';
import { brandOf, EVERYTHING, parseScope, type Scope, topicOf } from '../consent/scope.ts';
import { CAMPAIGN_LENGTH_MAX, type LinkOrder } from './mint.ts';

/** A mint call's common part that can be carried out, or what is wrong with it and how to mend it. */
export type OrderOutcome =
  | { readonly kind: 'order'; readonly order: LinkOrder }
  | { readonly kind: 'refused'; readonly field: 'scope' | 'campaign'; readonly fix: string };

// What may stand in a log, a spreadsheet and a URL unharmed, and is no mail address.
const CAMPAIGN = new RegExp(`^[A-Za-z0-9._:-]{1,${CAMPAIGN_LENGTH_MAX}}$`);

/** Judges what links are ordered for. Links are for promotional mail; nobody opts out of a receipt. */
export function readOrder(
  directory: BrandDirectory,
  { scope: text, campaign, now }: { scope: string; campaign?: string | undefined; now: number },
): OrderOutcome {
  if (campaign !== undefined && !CAMPAIGN.test(campaign)) {
    return {
      kind: 'refused',
      field: 'campaign',
      fix: `A campaign is 1 to ${CAMPAIGN_LENGTH_MAX} letters, digits and . _ : -`,
    };
  }
  const scope = parseScope(text);
  if (scope === undefined || scope === EVERYTHING)
    return refusedScope('Write the scope as brand or brand/topic.');
  const brand = directory.get(brandOf(scope));
  if (brand === undefined) return refusedScope('There is no such brand. Add it first, with POST /v1/brands.');
  const topic = topicOf(scope);
  if (topic === undefined) return ordered(scope, campaign, now);
  const kind = brand.topics.get(topic)?.kind;
  if (kind === undefined)
    return refusedScope('The brand has no such topic. Add it first, with POST /v1/topics.');
  if (kind === 'transactional')
    return refusedScope('That topic is transactional: its mail needs no unsubscribe link.');
  return ordered(scope, campaign, now);
}

function ordered(scope: Scope, campaign: string | undefined, issuedAt: number): OrderOutcome {
  return { kind: 'order', order: { scope, issuedAt, ...(campaign === undefined ? {} : { campaign }) } };
}

function refusedScope(fix: string): OrderOutcome {
  return { kind: 'refused', field: 'scope', fix };
}

import { type AddressProblem, normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import { brandOf, brandScope, type Scope } from '../consent/scope.ts';
import type { IdentityKey } from '../keys/identity.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { RandomBytes } from '../keys/random.ts';
import { seal } from '../keys/seal.ts';
import { signToken } from './token.ts';

/** What every link of one mint call shares. */
export interface LinkOrder {
  /** What one click stops: a brand's promotional mail, or one promotional topic. */
  readonly scope: Scope;
  /** The caller's own reference for the mailing; at most 64 characters. */
  readonly campaign?: string;
  /** Epoch ms. */
  readonly issuedAt: number;
}

export interface MintParts {
  readonly keyring: Keyring;
  readonly identityKey: IdentityKey;
  readonly random: RandomBytes;
  /** Where the links lead, without a trailing slash. */
  readonly baseUrl: string;
}

/** The links of one recipient, ready to be put into a mail. */
export interface MintedLinks {
  readonly recipient_id: string;
  readonly unsubscribe_url: string;
  readonly preferences_url: string;
  readonly headers: {
    readonly 'List-Unsubscribe': string;
    readonly 'List-Unsubscribe-Post': string;
  };
}

export type Minted =
  | { readonly kind: 'minted'; readonly links: MintedLinks }
  | { readonly kind: 'refused'; readonly code: AddressProblem | 'link_too_long'; readonly fix: string };

export const CAMPAIGN_LENGTH_MAX = 64;
// RFC 5322 §2.1.1: 998 octets a line. A URL cannot be folded, so the name and one URI must fit in one line.
const HEADER_LINE_MAX = 998;
const HEADER_FRAME = 'List-Unsubscribe: <>,'.length;
// RFC 8058 §3.1: this pair and nothing else.
const ONE_CLICK = 'List-Unsubscribe=One-Click';

/**
 * Mints the links of one address. Nothing is written: the token carries the recipient id and the sealed address, so a
 * link works where its recipient was never seen before and nobody is stored until they act.
 */
export function mintLinks(parts: MintParts, order: LinkOrder, given: string): Minted {
  const normalised = normaliseAddress(given);
  if (normalised.kind === 'not_an_address') {
    return { kind: 'refused', code: normalised.code, fix: normalised.fix };
  }
  const id = recipientId(parts.identityKey, normalised.address);
  const { campaign, scope } = order;
  const common = {
    recipientId: id,
    addressSealed: seal(parts.keyring, parts.random, normalised.spelling, id),
    issuedAt: Math.floor(order.issuedAt / 1000),
    campaign,
  };
  const unsub = signToken(parts.keyring, { ...common, power: 'unsub', scope });
  const prefs = signToken(parts.keyring, { ...common, power: 'prefs', scope: brandScope(brandOf(scope)) });
  const unsubscribeUrl = `${parts.baseUrl}/u/${unsub}`;
  if (unsubscribeUrl.length + HEADER_FRAME > HEADER_LINE_MAX) {
    return { kind: 'refused', code: 'link_too_long', fix: 'Use a shorter campaign reference or base URL.' };
  }
  return {
    kind: 'minted',
    links: {
      recipient_id: id,
      unsubscribe_url: unsubscribeUrl,
      preferences_url: `${parts.baseUrl}/p/${prefs}`,
      headers: { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': ONE_CLICK },
    },
  };
}

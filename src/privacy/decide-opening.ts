import { hash } from 'node:crypto';
import type { Brand } from '../brands/brand.ts';
import type { RecipientId } from '../consent/recipient.ts';
import { privacyClocks, twelveMonthsBefore } from '../deadline/privacy-clocks.ts';
import type { Sealed } from '../keys/seal.ts';
import type { PrivacyRequestKind } from '../mail/letter.ts';
import type { Language } from '../words/language.ts';
import type { LookBack, PrivacyRequest, RequestChannel, RequestEvidence } from './request.ts';

/** What a person asks of a brand. Times are epoch ms. */
export interface NewRequest {
  readonly brand: Pick<Brand, 'id' | 'policy'>;
  readonly kind: PrivacyRequestKind;
  readonly recipientId: RecipientId;
  /** Sealed for the recipient id. */
  readonly addressSealed: Sealed;
  readonly language: Language;
  /** Null for a request to delete. */
  readonly lookBack: LookBack | null;
  readonly channel: RequestChannel;
  readonly evidence: RequestEvidence;
  /** True where it is proven that the address is the person's own: by a mailed link, or by the company's own check. */
  readonly confirmed: boolean;
  readonly now: number;
  /** When the company first held it, where that was before now: a telephone call, a letter. */
  readonly receivedAt?: number | undefined;
}

/** What a new request comes to, given all earlier ones of its person, brand and kind. */
export type Opening =
  | { readonly kind: 'insert'; readonly request: PrivacyRequest }
  /** `open` is to become `request`. */
  | { readonly kind: 'amend'; readonly open: PrivacyRequest; readonly request: PrivacyRequest }
  | { readonly kind: 'nothing'; readonly open: PrivacyRequest };

// Civ. Code 1798.130(b): more than this a business need not answer in twelve months.
const KNOW_IN_TWELVE_MONTHS_MAX = 2;

/**
 * Decides what becomes of a new request. While one is open, a repeat opens no other: it can confirm it, and it moves the
 * clocks to the earlier receipt, never to a later one. One that was not confirmed before its time was over is open no
 * more (11 CCR 7021(b) lets it be denied), so that a stranger's press of long ago cannot use up the person's 45 days.
 */
export function decideOpening(earlier: readonly PrivacyRequest[], asked: NewRequest): Opening {
  const open = earlier.find((one) => isOpen(one, asked.now));
  if (open === undefined) return { kind: 'insert', request: freshRequest(earlier, asked) };
  const proven = asked.confirmed && open.state === 'unconfirmed';
  const sooner = receiptOf(asked) < open.receivedAt;
  if (!proven && !sooner) return { kind: 'nothing', open };
  // The proven word is the person's own; the one before it may have been anybody's.
  const word = { state: 'received', lookBack: asked.lookBack, language: asked.language } as const;
  return {
    kind: 'amend',
    open,
    request: {
      ...open,
      ...(proven ? { ...word, confirmedAt: asked.now } : {}),
      ...(sooner ? clocksOf(asked) : {}),
    },
  };
}

/** True while a request waits for its person or for the company. `now` is epoch ms. */
export function isOpen({ state, dueAt }: PrivacyRequest, now: number): boolean {
  return state === 'received' || (state === 'unconfirmed' && now < dueAt);
}

function freshRequest(earlier: readonly PrivacyRequest[], asked: NewRequest): PrivacyRequest {
  return {
    id: freeId(earlier, asked),
    brand: asked.brand.id,
    recipientId: asked.recipientId,
    addressSealed: asked.addressSealed,
    kind: asked.kind,
    state: asked.confirmed ? 'received' : 'unconfirmed',
    lookBack: asked.lookBack,
    language: asked.language,
    confirmedAt: asked.confirmed ? asked.now : null,
    ...clocksOf(asked),
    answeredAt: null,
    channel: asked.channel,
    evidence: asked.evidence,
    beyondTwice: isBeyondTwice(earlier, asked),
    answer: null,
  };
}

/**
 * The id is the race: two presses that have seen the same earlier requests want the same one, and one of them gets it.
 * Counting alone would not do once old rows are thrown away.
 */
function freeId(earlier: readonly PrivacyRequest[], { recipientId, brand, kind }: NewRequest): string {
  const taken = new Set(earlier.map(({ id }) => id));
  let number = earlier.length + 1;
  let id = idOf(number);
  while (taken.has(id)) {
    number += 1;
    id = idOf(number);
  }
  return id;

  function idOf(nth: number): string {
    return `prv_${hash('sha256', `${recipientId} ${brand.id} ${kind} ${nth}`, 'base64url').slice(0, 22)}`;
  }
}

function clocksOf(asked: NewRequest): Pick<PrivacyRequest, 'receivedAt' | 'acknowledgeDueAt' | 'dueAt'> {
  const receivedAt = receiptOf(asked);
  const { acknowledgeDueAt, dueAt } = privacyClocks({ receivedAt, zone: asked.brand.policy.zone });
  return { receivedAt, acknowledgeDueAt, dueAt };
}

/** Nothing is received later than now, whatever a clock elsewhere said: a clock set wrong must not buy time. */
function receiptOf({ receivedAt, now }: NewRequest): number {
  return Math.min(receivedAt ?? now, now);
}

function isBeyondTwice(earlier: readonly PrivacyRequest[], asked: NewRequest): boolean {
  if (asked.kind !== 'know') return false;
  const since = twelveMonthsBefore(receiptOf(asked), asked.brand.policy.zone);
  const answered = earlier.filter(
    ({ receivedAt, answer }) => receivedAt > since && answer?.outcome === 'complied',
  );
  return answered.length >= KNOW_IN_TWELVE_MONTHS_MAX;
}

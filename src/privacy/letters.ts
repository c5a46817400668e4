import type { Keyring } from '../keys/keyring.ts';
import { unseal } from '../keys/seal.ts';
import type { Letter, LetterFrame } from '../mail/letter.ts';
import type { PrivacyRequest } from './request.ts';

/** A letter about a request, and the id under which it leaves once, however often it is handed over. */
export interface RequestLetter {
  readonly id: string;
  readonly letter: Letter;
}

/** The address a request's letters go to, or undefined where it was erased or its key is gone. */
export function addressOf(
  { keyring }: { readonly keyring: Keyring },
  { addressSealed, recipientId }: PrivacyRequest,
): string | undefined {
  return addressSealed === null ? undefined : unseal(keyring, addressSealed, recipientId);
}

/** Asks the person to press `url`, which works for `days`, so that the request counts as their own. */
export function confirmationLetter(
  request: PrivacyRequest,
  { to, url, days }: { to: string; url: string; days: number },
): RequestLetter {
  return {
    id: `privacy_confirmation.${request.id}`,
    letter: {
      ...frameOf(request, to),
      kind: 'privacy_confirmation',
      request: request.kind,
      url,
      days,
    },
  };
}

/** Confirms receipt and says by when the answer comes: 11 CCR 7021(a). */
export function receivedLetter(request: PrivacyRequest, { to }: { to: string }): RequestLetter {
  return {
    id: `privacy_received.${request.id}`,
    letter: {
      ...frameOf(request, to),
      kind: 'privacy_received',
      request: request.kind,
      requestId: request.id,
      receivedAt: request.receivedAt,
      // The stored instant is the first forbidden one; the letter names the last in which an answer is in time.
      dueAt: request.dueAt - 1,
    },
  };
}

/** Tells the answer; undefined while there is none. */
export function answeredLetter(request: PrivacyRequest, { to }: { to: string }): RequestLetter | undefined {
  if (request.answer === null) return undefined;
  const { outcome, explanation } = request.answer;
  return {
    id: `privacy_answered.${request.id}`,
    letter: {
      ...frameOf(request, to),
      kind: 'privacy_answered',
      request: request.kind,
      requestId: request.id,
      outcome,
      explanation,
    },
  };
}

function frameOf({ language, brand }: PrivacyRequest, to: string): LetterFrame {
  return { to, language, brandId: brand };
}

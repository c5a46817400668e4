import { type Address, normaliseAddress } from '../../consent/address.ts';
import { LOOK_BACKS, type LookBack, REQUEST_KINDS } from '../../privacy/request.ts';

/** What was filled in, kept as it was. */
export interface PrivacyTyped {
  readonly kind: (typeof REQUEST_KINDS)[number] | undefined;
  readonly lookBack: LookBack;
  readonly address: string;
}

/** What is wrong with a form; both may be. */
export interface PrivacyMistakes {
  readonly kind?: 'missing';
  readonly address?: 'missing' | 'wrong';
}

export interface PrivacyForm {
  readonly typed: PrivacyTyped;
  readonly mistakes: PrivacyMistakes;
  /** The address that was typed, if it is one. */
  readonly person?: { readonly address: Address; readonly spelling: string } | undefined;
}

/** Reads a request about data. With a link of one's own no address is asked for (WCAG 2.2 SC 3.3.7). */
export function readPrivacyForm(fields: URLSearchParams, { proven }: { proven: boolean }): PrivacyForm {
  const typed: PrivacyTyped = {
    kind: REQUEST_KINDS.find((kind) => kind === fields.get('kind')),
    // Civ. Code 1798.130(a)(2)(B): people may ask beyond twelve months, so everything is the answer unless they say less.
    lookBack: LOOK_BACKS.find((lookBack) => lookBack === fields.get('look-back')) ?? 'all',
    address: fields.get('address') ?? '',
  };
  const missing = typed.kind === undefined ? ({ kind: 'missing' } as const) : {};
  if (proven) return { typed, mistakes: missing };
  if (typed.address.trim() === '') return { typed, mistakes: { ...missing, address: 'missing' } };
  const normalised = normaliseAddress(typed.address);
  if (normalised.kind === 'not_an_address') return { typed, mistakes: { ...missing, address: 'wrong' } };
  const { address, spelling } = normalised;
  return { typed, mistakes: missing, person: { address, spelling } };
}

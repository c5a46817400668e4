import { type Address, normaliseAddress } from '../../consent/address.ts';

/** What was typed at the door, kept as it was typed. */
export interface Typed {
  readonly address: string;
  readonly everyBrand: boolean;
}

/** What the door was asked for, or what is wrong with the address. */
export type DoorForm =
  | { readonly kind: 'asked'; readonly typed: Typed; readonly address: Address; readonly spelling: string }
  | { readonly kind: 'missing' | 'wrong'; readonly typed: Typed };

/** Reads the address somebody typed, as forgiving as addresses allow: `normaliseAddress` trims and folds. */
export function readDoorForm(fields: URLSearchParams): DoorForm {
  const typed = { address: fields.get('address') ?? '', everyBrand: fields.get('every-brand') === 'yes' };
  if (typed.address.trim() === '') return { kind: 'missing', typed };
  const normalised = normaliseAddress(typed.address);
  if (normalised.kind === 'not_an_address') return { kind: 'wrong', typed };
  return { kind: 'asked', typed, address: normalised.address, spelling: normalised.spelling };
}

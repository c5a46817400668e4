import type { Keyring } from '../keys/keyring.ts';
import { type LinkClaims, signToken } from './token.ts';

/** The path of the page that shows how far one entry of a person has come. `now` is epoch ms. */
export function receiptPath(
  { keyring, now }: { readonly keyring: Keyring; readonly now: () => number },
  { recipientId, addressSealed, scope }: Pick<LinkClaims, 'recipientId' | 'addressSealed' | 'scope'>,
  seq: number,
): string {
  const issuedAt = Math.floor(now() / 1000);
  return `/r/${signToken(keyring, { power: 'receipt', recipientId, addressSealed, scope, issuedAt, seq })}`;
}

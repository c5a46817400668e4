import type { Address } from '../consent/address.ts';
import { type RecipientId, recipientId } from '../consent/recipient.ts';
import type { Heed } from '../heed.ts';
import { type Sealed, seal } from '../keys/seal.ts';

/** Who is behind an address that was typed: known by its keyed hash, the address itself sealed. */
export function personOf(
  { identityKey, keyring, random }: Pick<Heed, 'identityKey' | 'keyring' | 'random'>,
  { address, spelling }: { readonly address: Address; readonly spelling: string },
): { recipientId: RecipientId; addressSealed: Sealed } {
  const id = recipientId(identityKey, address);
  return { recipientId: id, addressSealed: seal(keyring, random, spelling, id) };
}

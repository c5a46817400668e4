import { normaliseAddress } from '../../consent/address.ts';
import { receiptOf } from '../../consent/receipt.ts';
import { signReceipt } from '../../consent/receipt-jws.ts';
import { addressSha256, maskAddress } from '../../consent/recipient.ts';
import { brandOf, EVERYTHING } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { randomId } from '../../keys/random.ts';
import { receiptKey } from '../../keys/receipt-key.ts';
import { unseal } from '../../keys/seal.ts';
import type { ReceiptClaims } from '../../links/token.ts';
import type { ReceiptView } from './view.ts';

/** The signed file of a receipt page: what it shows, as of now, for whoever must be shown. */
export async function signedReceipt(heed: Heed, claims: ReceiptClaims, view: ReceiptView): Promise<string> {
  const spelling = unseal(heed.keyring, claims.addressSealed, claims.recipientId);
  const normalised = spelling === undefined ? undefined : normaliseAddress(spelling);
  const receipt = receiptOf(view.entry, {
    id: randomId('rcp', heed.random),
    brandName: view.scope === EVERYTHING ? null : nameOf(view),
    maskedAddress: spelling === undefined ? null : maskAddress(spelling),
    addressSha256: normalised?.kind === 'address' ? addressSha256(normalised.address) : null,
    progress: view.progress,
    issuer: heed.baseUrl,
    issuedAt: heed.now(),
  });
  return signReceipt(receipt, await receiptKey(heed.keyring.current));
}

function nameOf({ visit, scope }: ReceiptView): string {
  const id = brandOf(scope);
  return visit.brands.find((brand) => brand.id === id)?.name ?? id;
}

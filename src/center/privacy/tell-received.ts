import type { Heed } from '../../heed.ts';
import { addressOf, receivedLetter } from '../../privacy/letters.ts';
import type { PrivacyRequest } from '../../privacy/request.ts';

/** Confirms receipt by mail, once for each request: 11 CCR 7021(a). */
export async function tellReceived(heed: Heed, request: PrivacyRequest): Promise<void> {
  const to = addressOf(heed, request);
  if (to === undefined || request.state !== 'received') return;
  const { letter, id } = receivedLetter(request, { to });
  await heed.enqueue(letter, { id });
}

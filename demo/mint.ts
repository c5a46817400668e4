import { z } from 'zod';
import type { Api } from './api.ts';
import { MAILINGS } from './group.ts';
import type { Recipient } from './recipients.ts';

const linksSchema = z.object({
  recipient_id: z.string(),
  unsubscribe_url: z.url(),
  preferences_url: z.url(),
  headers: z.object({ 'List-Unsubscribe': z.string(), 'List-Unsubscribe-Post': z.string() }),
});
const answerSchema = z.object({ links: z.array(linksSchema) });

/** What Heed gives for one recipient of a mailing: links for people, headers for mail programs. */
export type Links = z.infer<typeof linksSchema>;

/** Mints the links of every recipient, one call for each brand's mailing, as a campaign tool does before it sends. */
export async function mintAll(api: Api, recipients: readonly Recipient[]): Promise<Map<string, Links>> {
  const minted = new Map<string, Links>();
  for (const [brand, mailing] of Object.entries(MAILINGS)) {
    const addresses = recipients.filter((one) => one.brand === brand).map(({ address }) => address);
    const { links } = await api.post('/v1/links', { ...mailing, addresses }, answerSchema);
    for (const [index, address] of addresses.entries()) {
      const own = links[index];
      if (own !== undefined) minted.set(address, own);
    }
  }
  return minted;
}

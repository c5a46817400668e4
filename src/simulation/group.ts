import { auditBy } from '../access/audit.ts';
import { addBrand, newBrandSchema } from '../brands/add-brand.ts';
import { addTopic } from '../brands/add-topic.ts';
import type { JurisdictionId } from '../deadline/jurisdiction.ts';
import type { Heed } from '../heed.ts';
import { addSender, type NewSenderInput } from '../senders/add-sender.ts';
import { BRANDS, TOPICS } from './scopes.ts';

// Most brands mail under CAN-SPAM; the others bring deadlines of three days and of five.
const LAWS: Readonly<Partial<Record<(typeof BRANDS)[number], readonly JurisdictionId[]>>> = {
  orchard: ['us-can-spam', 'ca-casl'],
  quarry: ['nz-uema'],
  summit: ['us-can-spam', 'eu-gdpr'],
};

/** Founds the simulated group: its brands, each with two promotional topics and a transactional one. */
export async function found(heed: Heed): Promise<void> {
  const audit = auditBy(heed, 'simulation');
  for (const id of BRANDS) {
    const policy = { zone: 'America/New_York', jurisdictions: LAWS[id] ?? ['us-can-spam'] };
    const brand = newBrandSchema.parse({ id, name: id, postal_address: '1 Main St, Troy NY', policy });
    await addBrand(heed.database, brand, audit);
    heed.directory.forget();
    for (const topic of TOPICS) {
      await addTopic(heed, { brand: id, id: topic, name: topic, kind: 'promotional' }, audit);
    }
    await addTopic(
      heed,
      { brand: id, id: 'bills', name: 'Bills', kind: 'transactional', basis: 'account' },
      audit,
    );
    heed.directory.forget();
  }
}

/** Adds a sender as the console does, and answers the secret it is told by; empty for one that has none. */
export async function engage(heed: Heed, wanted: NewSenderInput): Promise<string> {
  const added = await addSender(heed, wanted, auditBy(heed, 'simulation'));
  if (added.kind !== 'added') throw new Error(`the sender ${wanted.id} cannot be added: ${added.kind}`);
  heed.senders.forget();
  return added.secret ?? '';
}

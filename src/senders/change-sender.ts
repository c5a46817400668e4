import { z } from 'zod';
import type { auditBy } from '../access/audit.ts';
import { nameSchema } from '../brands/naming.ts';
import { somethingToChange } from '../brands/something-to-change.ts';
import type { Database } from '../store/database.ts';
import { senderBrandsSchema } from './add-sender.ts';
import type { KnownSenders } from './known-senders.ts';
import type { Sender } from './sender.ts';

/**
 * What is to be different about a sender. A `public_name` of null makes recipients read its name again. `brands` are all it
 * mails for from now on; what they are owed is seen to by `setSenderBrands`.
 */
export const senderChangesSchema = somethingToChange(
  z.strictObject({
    name: nameSchema.optional(),
    public_name: nameSchema.nullable().optional(),
    brands: senderBrandsSchema.optional(),
  }),
);

/** What it is called. */
export type SenderChanges = Omit<z.output<typeof senderChangesSchema>, 'brands'>;

export type SenderChanged =
  | { readonly kind: 'changed'; readonly sender: Sender }
  | { readonly kind: 'unknown_sender' };

/** Changes what a sender is called, with its audit row. This process knows at once, another within seconds. */
export async function changeSender(
  { database, senders }: { readonly database: Database; readonly senders: KnownSenders },
  id: string,
  changes: SenderChanges,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderChanged> {
  senders.forget();
  const sender = (await senders.read()).find((one) => one.id === id);
  if (sender === undefined) return { kind: 'unknown_sender' };
  const name = changes.name ?? sender.name;
  const before = sender.publicName === sender.name ? null : sender.publicName;
  const publicName = (changes.public_name === undefined ? before : changes.public_name) ?? name;
  const { entry } = audit('sender.update', id);
  const outcome = await database.commit([
    database.build
      .updateTable('sender')
      // One that is as the name goes on being as the name; what is absent is left as it is.
      .set({ name: changes.name, public_name: publicName === name ? null : changes.public_name })
      .where('id', '=', id)
      .compile(),
    database.build
      .insertInto('audit')
      // Null, and so refused with the whole commit, where the sender is gone.
      .values((row) => ({ ...entry, subject: row.selectFrom('sender').select('id').where('id', '=', id) }))
      .compile(),
  ]);
  senders.forget();
  return outcome.kind === 'committed'
    ? { kind: 'changed', sender: { ...sender, name, publicName } }
    : { kind: 'unknown_sender' };
}

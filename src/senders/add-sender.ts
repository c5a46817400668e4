import { z } from 'zod';
import type { auditBy } from '../access/audit.ts';
import type { Directory } from '../brands/directory.ts';
import { nameSchema, slugSchema } from '../brands/naming.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { RandomBytes } from '../keys/random.ts';
import type { Database } from '../store/database.ts';
import { dueOfBrands } from './backfill-due.ts';
import type { WebhookSecret } from './connectors/webhook/secret.ts';
import { generateSecret } from './connectors/webhook/settings.ts';
import { type AddressPolicy, checkTargetUrl, type UrlRefusalCode } from './outbound/address-guard.ts';
import { registerSender } from './registry.ts';
import type { Sender } from './sender.ts';

const shared = {
  id: slugSchema,
  name: nameSchema,
  /** What recipients read; the name unless given. */
  public_name: nameSchema.optional(),
  brands: z.array(slugSchema).min(1, { error: 'Name at least one brand the sender mails for.' }).max(1_000),
};

/** A sender as it comes in, by API or command line. */
export const newSenderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('webhook'), url: z.string().max(2_048) }),
  z.strictObject({ ...shared, kind: z.literal('feed') }),
  z.strictObject({ ...shared, kind: z.literal('manual') }),
]);

/** A new sender whose shape was checked. */
export type NewSenderInput = z.output<typeof newSenderSchema>;

export type SenderAdded =
  /** The secret signs a webhook's requests. It is shown here and never again. */
  | { readonly kind: 'added'; readonly sender: Sender; readonly secret?: WebhookSecret | undefined }
  | { readonly kind: 'exists' }
  | { readonly kind: 'unknown_brands'; readonly brands: readonly string[] }
  | { readonly kind: 'refused_target'; readonly code: UrlRefusalCode; readonly fix: string };

/** What adding a sender works with. */
export interface AddSenderParts {
  readonly database: Database;
  readonly directory: Directory;
  readonly keyring: Keyring;
  readonly random: RandomBytes;
  readonly targetPolicy: AddressPolicy;
}

/**
 * Adds a sender, with its audit row. Its first deliveries bring it everything that stands for its brands, and until they
 * have, it is held. A process that keeps senders is to forget them afterwards.
 */
export async function addSender(
  parts: AddSenderParts,
  wanted: NewSenderInput,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderAdded> {
  const directory = await parts.directory.read();
  const unknown = wanted.brands.filter((brand) => !directory.has(brand));
  if (unknown.length > 0) return { kind: 'unknown_brands', brands: unknown };
  if (wanted.kind === 'webhook') {
    const target = checkTargetUrl(wanted.url, parts.targetPolicy);
    if (target.kind === 'refused') return { kind: 'refused_target', code: target.code, fix: target.fix };
  }
  const secret = wanted.kind === 'webhook' ? generateSecret(parts.random(32).slice()) : undefined;
  const audited = audit('sender.create', wanted.id);
  const sender: Sender = {
    id: wanted.id,
    name: wanted.name,
    publicName: wanted.public_name ?? wanted.name,
    kind: wanted.kind,
    brands: [...new Set(wanted.brands)],
    settings: wanted.kind === 'webhook' ? { url: wanted.url, secrets: [secret] } : {},
    createdAt: audited.now,
    ladder: null,
    retiredAt: null,
  };
  const policies = sender.brands.flatMap((brand) => directory.get(brand)?.policy ?? []);
  const { kind } = await registerSender(parts.database, sender, {
    ...parts,
    audit: audited.audit,
    backfillDueAt: dueOfBrands(policies, sender.createdAt),
  });
  return kind === 'exists' ? { kind } : { kind: 'added', sender, secret };
}

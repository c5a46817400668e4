import { z } from 'zod';
import { brandPolicySchema, DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import type { Database } from '../store/database.ts';
import type { Brand } from './brand.ts';
import { nameSchema, slugSchema } from './naming.ts';
import { DEFAULT_PROFILE } from './profile.ts';
import { changedProfile, postalAddressSchema, profileFields } from './profile-input.ts';
import { type Audit, registerBrand } from './register.ts';

/** A brand as it comes in, by API or command line. */
export const newBrandSchema = z.strictObject({
  id: slugSchema,
  name: nameSchema,
  postal_address: postalAddressSchema,
  policy: brandPolicySchema.default(DEFAULT_BRAND_POLICY),
  ...profileFields,
});

/** A new brand whose shape was checked. */
export type NewBrandInput = z.output<typeof newBrandSchema>;

export type BrandAdded = { readonly kind: 'added'; readonly brand: Brand } | { readonly kind: 'exists' };

/** Adds a brand without topics, with its audit row. A process that keeps a directory is to forget it afterwards. */
export async function addBrand(
  database: Database,
  { id, name, postal_address: postalAddress, policy, ...changes }: NewBrandInput,
  audit: Audit,
): Promise<BrandAdded> {
  const audited = audit('brand.create', id);
  const profile = changedProfile(DEFAULT_PROFILE, changes, audited.now);
  const brand = { id, name, postalAddress, policy, profile, ladder: null };
  const { kind } = await registerBrand(database, brand, audited);
  return kind === 'exists' ? { kind } : { kind: 'added', brand: { ...brand, topics: new Map() } };
}

import { z } from 'zod';
import { brandPolicySchema, DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import type { Database } from '../store/database.ts';
import type { Brand } from './brand.ts';
import { nameSchema, slugSchema } from './naming.ts';
import { DEFAULT_PROFILE } from './profile.ts';
import { type Audit, registerBrand } from './register.ts';

/** A brand as it comes in, by API or command line. */
export const newBrandSchema = z.strictObject({
  id: slugSchema,
  name: nameSchema,
  postal_address: z
    .string()
    .trim()
    .min(1, { error: 'Give the postal address the law wants in every mail.' })
    .max(500),
  policy: brandPolicySchema.default(DEFAULT_BRAND_POLICY),
});

/** A new brand whose shape was checked. */
export type NewBrandInput = z.output<typeof newBrandSchema>;

export type BrandAdded = { readonly kind: 'added'; readonly brand: Brand } | { readonly kind: 'exists' };

/** Adds a brand without topics, with its audit row. A process that keeps a directory is to forget it afterwards. */
export async function addBrand(
  database: Database,
  { id, name, postal_address: postalAddress, policy }: NewBrandInput,
  audit: Audit,
): Promise<BrandAdded> {
  const brand = { id, name, postalAddress, policy };
  const { kind } = await registerBrand(database, brand, audit('brand.create', id));
  return kind === 'exists'
    ? { kind }
    : { kind: 'added', brand: { ...brand, profile: DEFAULT_PROFILE, topics: new Map() } };
}

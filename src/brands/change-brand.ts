import { z } from 'zod';
import { ladderChangesSchema } from '../deadline/ladder.ts';
import { changedLadder, type LadderProblem } from '../deadline/ladder-in-force.ts';
import { brandPolicySchema } from '../deadline/policy.ts';
import type { Database, Statement } from '../store/database.ts';
import type { Brand } from './brand.ts';
import { brandLadderProblems } from './brand-ladder.ts';
import { type BrandRow, readBrand, rowOf } from './directory.ts';
import { nameSchema } from './naming.ts';
import { changedProfile, postalAddressSchema, profileFields } from './profile-input.ts';
import type { Audit } from './register.ts';
import { somethingToChange } from './something-to-change.ts';

/** What is to be different about a brand, by API or command line; what is absent stays, null takes away. */
export const brandChangesSchema = somethingToChange(
  z.strictObject({
    name: nameSchema.optional(),
    postal_address: postalAddressSchema.optional(),
    // Each by itself, without the defaults of a new brand: to change the zone must not bring back another law.
    policy: z
      .strictObject({
        zone: brandPolicySchema.shape.zone.unwrap().optional(),
        jurisdictions: brandPolicySchema.shape.jurisdictions.unwrap().optional(),
      })
      .optional(),
    // Laid over what was changed before; null takes all of it back.
    ladder: ladderChangesSchema.nullable().optional(),
    ...profileFields,
  }),
);

export type BrandChanges = z.output<typeof brandChangesSchema>;

export type BrandChanged =
  | { readonly kind: 'changed'; readonly brand: Brand }
  | { readonly kind: 'unknown_brand' }
  /** Its steps would be out of order, for the brand or for one of its senders. */
  | { readonly kind: 'refused_ladder'; readonly problems: readonly LadderProblem[] };

// Each lost race is somebody else's finished change, so this many in a row are no coincidence.
const TRIES_MAX = 20;

/**
 * Changes a brand, with its audit row; changes of other fields at the same moment are kept. A new policy counts for what
 * comes in from then on: deadlines that are running stand in the ledger, and nothing here can move them later. A process
 * that keeps a directory is to forget it afterwards.
 */
export async function changeBrand(
  database: Database,
  id: string,
  changes: BrandChanges,
  audit: Audit,
): Promise<BrandChanged> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const stored = await readBrand(database, id);
    if (stored === undefined) return { kind: 'unknown_brand' };
    const { now, entry } = audit('brand.update', id);
    const brand = changedBrand(stored.brand, changes, now);
    const problems =
      changes.ladder === undefined ? [] : await brandLadderProblems(database, id, brand.ladder);
    if (problems.length > 0) return { kind: 'refused_ladder', problems };
    const outcome = await database.commit(replacement(database, stored.row, rowOf(brand), entry));
    if (outcome.kind === 'committed') return { kind: 'changed', brand };
  }
  throw new Error('a brand is being changed by others, over and over');
}

function changedBrand(brand: Brand, changes: BrandChanges, now: number): Brand {
  const { name, postal_address: postalAddress, policy, ladder, ...rest } = changes;
  return {
    ...brand,
    name: name ?? brand.name,
    postalAddress: postalAddress ?? brand.postalAddress,
    policy: {
      zone: policy?.zone ?? brand.policy.zone,
      jurisdictions: policy?.jurisdictions ?? brand.policy.jurisdictions,
    },
    ladder: ladder === undefined ? brand.ladder : changedLadder(brand.ladder, ladder),
    profile: changedProfile(brand.profile, rest, now),
  };
}

/**
 * Puts the new row in the place of the one that was read, or does nothing: the audit row's subject is found where the new
 * row stands and nowhere else, and without it "not null" undoes all of it. See docs/decisions/0002.
 */
function replacement(
  { build }: Database,
  before: BrandRow,
  after: BrandRow,
  entry: ReturnType<Audit>['entry'],
): Statement[] {
  return [
    build
      .updateTable('brand')
      .set(after)
      .where((row) => row.and(before))
      .compile(),
    build
      .insertInto('audit')
      .values((row) => ({
        ...entry,
        subject: row
          .selectFrom('brand')
          .select('id')
          .where((one) => one.and(after)),
      }))
      .compile(),
  ];
}

import { z } from 'zod';

/** The five kinds of mail that are transactional by law: 15 USC 7702(17)(A). */
export const TRANSACTIONAL_BASES = {
  transaction:
    'facilitates, completes or confirms a transaction the recipient agreed to: 15 USC 7702(17)(A)(i)',
  warranty: 'warranty, recall, safety or security information about a product bought or used: (17)(A)(ii)',
  account:
    'a change of terms or standing, or regular statements, of a subscription, membership, account or loan: (17)(A)(iii)',
  employment: 'an employment relationship or a benefit plan: (17)(A)(iv)',
  delivery:
    'delivers goods or services, with updates or upgrades, due under a transaction agreed to: (17)(A)(v)',
} as const;

export type TransactionalBasis = keyof typeof TRANSACTIONAL_BASES;

/** A kind of mail of one brand. Transactional mail names why the law lets it pass an opt-out. */
export type Topic = {
  readonly brand: string;
  readonly id: string;
  readonly name: string;
  /** What it is about and how often it comes, in a sentence for its readers. */
  readonly description: string | null;
} & TopicKind;

export type TopicKind =
  | { readonly kind: 'promotional' }
  | { readonly kind: 'transactional'; readonly basis: TransactionalBasis };

const choices = Object.entries(TRANSACTIONAL_BASES)
  .map(([basis, meaning]) => `${basis} (${meaning})`)
  .join('; ');

/** Why a transactional topic without one of the five bases is refused, with the five to choose from. */
export const BASIS_FIX = `A transactional topic names its basis, one of: ${choices}.`;

const bases = [
  'transaction',
  'warranty',
  'account',
  'employment',
  'delivery',
] as const satisfies TransactionalBasis[];

/** The kind of a topic, from outside or from the database. */
export const topicKindSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('promotional') }),
  z.strictObject({ kind: z.literal('transactional'), basis: z.enum(bases, { error: BASIS_FIX }) }),
]);

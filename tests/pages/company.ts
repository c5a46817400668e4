import type { z } from 'zod';
import { BRANDS, TOPICS } from '../../demo/group.ts';
import type { BrandProfile } from '../../src/brands/profile.ts';
import { brandProfileSchema } from '../../src/brands/profile.ts';
import { brandPolicySchema } from '../../src/deadline/policy.ts';
import type { Keyring } from '../../src/keys/keyring.ts';
import { type RandomBytes } from '../../src/keys/random.ts';
import { seal } from '../../src/keys/seal.ts';
import type { Database, Statement } from '../../src/store/database.ts';

/** The company behind the brands, as its pages name it. */
export const GROUP_NAME = 'Northlight Group';

const LOGO = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="176" height="40" viewBox="0 0 176 40"><g fill="none" stroke="#7a2d62" stroke-width="4" stroke-linecap="round"><path d="M4 14v12M13 6v28M22 11v18M31 16v8"/></g><text x="46" y="27" font-family="sans-serif" font-size="21" font-weight="700" fill="#43203a">Soundpage</text></svg>',
).toString('base64')}`;

type ProfileInput = z.input<typeof brandProfileSchema>;

const PROFILES: Readonly<Record<string, ProfileInput>> = {
  clearview: {
    support: { phone: '+1 218 555 0142', email: 'help@clearview.example' },
    privacy: { phone: '+1 218 555 0177', honorsGpc: true },
  },
  soundpage: {
    logo: LOGO,
    support: { phone: null, email: 'readers@soundpage.example' },
    doubleOptIn: true,
  },
  harbor: {
    colors: { accent: '#1d4e89', ground: '#f7f9fc' },
    support: { phone: '+1 360 555 0118', email: null },
    privacy: { postalAddress: 'Privacy desk, Northlight Group, PO Box 4411, Duluth, MN 55802' },
  },
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'clearview/offers': 'New models, sales and bundles. About twice a month.',
  'clearview/living-well': 'Reading light, kitchen tips and stories from other people. Once a month.',
  'clearview/orders': 'What you ordered, and when it arrives.',
  'soundpage/new-titles': 'The week’s new audiobooks and voices.',
  'harbor/courses': 'Dates and places of the next courses.',
  'harbor/instructors': 'For people who teach at Harbor Training.',
};

/** A sender of the company, as recipients read of it. */
interface CompanySender {
  readonly id: string;
  readonly name: string;
  readonly publicName: string;
  readonly kind: 'webhook' | 'feed';
}

/** The systems that send email. The feed is told when it asks, and it does not ask by itself. */
export const SENDERS: readonly CompanySender[] = [
  { id: 'campaign-mailer', name: 'Campaign mailer', publicName: 'Newsletters', kind: 'webhook' },
  { id: 'customer-crm', name: 'Customer CRM', publicName: 'Customer service desk', kind: 'feed' },
  {
    id: 'legacy-lists',
    name: 'Legacy lists',
    publicName: 'Printed catalog and event invitations',
    kind: 'webhook',
  },
];

/** Which of the company is there. */
export interface CompanyOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly random: RandomBytes;
  readonly now: number;
  /** How many of the brands; all unless said. */
  readonly brands?: number | undefined;
  /** False where nobody sends anything yet. */
  readonly senders?: boolean | undefined;
}

/** Founds the company in one commit. The tests open it hundreds of times, so it is not asked for through the API. */
export async function foundCompany(options: CompanyOptions): Promise<void> {
  const brands = BRANDS.slice(0, options.brands);
  const ids = brands.map(({ id }) => id);
  const outcome = await options.database.commit([
    ...brands.map((brand) => brandRow(options, brand)),
    ...TOPICS.filter(({ brand }) => ids.includes(brand)).map((topic) => topicRow(options, topic)),
    ...(options.senders === false ? [] : SENDERS.flatMap((sender) => senderRows(options, sender, ids))),
  ]);
  if (outcome.kind === 'refused') throw new Error('the company is there already');
}

/** The row of a brand, with the look and the contacts it has in these tests. */
export function brandRow(
  { database, now }: Pick<CompanyOptions, 'database' | 'now'>,
  brand: (typeof BRANDS)[number],
): Statement {
  const profile: BrandProfile = brandProfileSchema.parse(PROFILES[brand.id] ?? {});
  return database.build
    .insertInto('brand')
    .values({
      id: brand.id,
      name: brand.name,
      postal_address: brand.postal_address,
      policy_json: JSON.stringify(brandPolicySchema.parse(brand.policy)),
      profile_json: JSON.stringify(profile),
      created_at: now,
    })
    .compile();
}

function topicRow({ database, now }: CompanyOptions, topic: (typeof TOPICS)[number]): Statement {
  return database.build
    .insertInto('topic')
    .values({
      brand_id: topic.brand,
      id: topic.id,
      name: topic.name,
      kind: topic.kind,
      basis: topic.basis ?? null,
      description: DESCRIPTIONS[`${topic.brand}/${topic.id}`] ?? null,
      created_at: now,
    })
    .compile();
}

const NEVER_TOLD = {
  cursor_seq: 0,
  served_seq: 0,
  confirmed_seq: 0,
  epoch: 0,
  lease_until: 0,
  attempt: 0,
  next_attempt_at: 0,
  last_code: null,
  last_settled_at: null,
};

function senderRows(
  { database: { build }, keyring, random, now }: CompanyOptions,
  { id, name, publicName, kind }: CompanySender,
  brands: readonly string[],
): Statement[] {
  const settings = {
    url: `https://${id}.northlight.example/heed`,
    secrets: [`whsec_${Buffer.alloc(32, 5).toString('base64')}`],
  };
  const sealed = seal(keyring, random, JSON.stringify(kind === 'webhook' ? settings : {}), `sender ${id}`);
  const sender = { id, name, kind, public_name: publicName, settings_sealed: sealed, created_at: now };
  return [
    build.insertInto('sender').values(sender).compile(),
    ...brands.map((brand_id) =>
      build.insertInto('sender_brand').values({ sender_id: id, brand_id }).compile(),
    ),
    build
      .insertInto('propagation')
      .values({ sender_id: id, ...NEVER_TOLD })
      .compile(),
  ];
}

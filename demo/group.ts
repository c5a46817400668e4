/** The company of the demo: a group of three brands that make assistive technology. Sent to Heed's API as it stands. */

interface BrandData {
  readonly id: string;
  readonly name: string;
  readonly postal_address: string;
  readonly policy: { readonly zone: string; readonly jurisdictions: readonly string[] };
}

interface TopicData {
  readonly brand: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'promotional' | 'transactional';
  /** Why mail of a transactional topic passes an opt-out: 15 USC 7702(17)(A). */
  readonly basis?: string;
}

/** The brands, each with the address, the laws and the midnight it counts by. */
export const BRANDS: readonly BrandData[] = [
  {
    id: 'clearview',
    name: 'Clearview Magnifiers',
    postal_address: 'Clearview Magnifiers, Northlight Group, 410 Prism Way, Duluth, MN 55802',
    policy: { zone: 'America/Chicago', jurisdictions: ['us-can-spam'] },
  },
  {
    id: 'soundpage',
    name: 'Soundpage Readers',
    postal_address: 'Soundpage Readers, Northlight Group, 27 Narrator Street, Portland, ME 04101',
    policy: { zone: 'America/New_York', jurisdictions: ['us-can-spam'] },
  },
  {
    id: 'harbor',
    name: 'Harbor Training',
    postal_address: 'Harbor Training, Northlight Group, 8 Tidewater Row, Bellingham, WA 98225',
    // Its courses are held on both sides of the border.
    policy: { zone: 'America/Los_Angeles', jurisdictions: ['us-can-spam', 'ca-casl'] },
  },
];

/** The kinds of mail of each brand; the transactional ones name each of the five statutory bases once or more. */
export const TOPICS: readonly TopicData[] = [
  { brand: 'clearview', id: 'offers', name: 'Offers and new magnifiers', kind: 'promotional' },
  { brand: 'clearview', id: 'living-well', name: 'Living well with low vision', kind: 'promotional' },
  {
    brand: 'clearview',
    id: 'orders',
    name: 'Order confirmations',
    kind: 'transactional',
    basis: 'transaction',
  },
  {
    brand: 'clearview',
    id: 'safety',
    name: 'Battery safety and recalls',
    kind: 'transactional',
    basis: 'warranty',
  },
  { brand: 'soundpage', id: 'new-titles', name: 'New titles and voices', kind: 'promotional' },
  { brand: 'soundpage', id: 'book-club', name: 'Listening club invitations', kind: 'promotional' },
  {
    brand: 'soundpage',
    id: 'membership',
    name: 'Library membership statements',
    kind: 'transactional',
    basis: 'account',
  },
  {
    brand: 'soundpage',
    id: 'loans',
    name: 'Books you borrowed',
    kind: 'transactional',
    basis: 'delivery',
  },
  { brand: 'harbor', id: 'courses', name: 'Course calendar', kind: 'promotional' },
  { brand: 'harbor', id: 'stories', name: 'Stories from graduates', kind: 'promotional' },
  {
    brand: 'harbor',
    id: 'bookings',
    name: 'Joining instructions for booked courses',
    kind: 'transactional',
    basis: 'delivery',
  },
  {
    brand: 'harbor',
    id: 'instructors',
    name: 'Instructor pay and benefits',
    kind: 'transactional',
    basis: 'employment',
  },
];

/** The mailing each brand has just sent, and what one click in it stops: the whole brand, or one topic. */
export const MAILINGS = {
  clearview: { campaign: 'autumn-catalog', scope: 'clearview' },
  soundpage: { campaign: 'titles-november', scope: 'soundpage/new-titles' },
  harbor: { campaign: 'winter-courses', scope: 'harbor/courses' },
} as const;
export type BrandId = keyof typeof MAILINGS;

/** What a sender must not mail about after an opt-out of this scope: itself, and the promotional topics it covers. */
export function stoppedBy(scope: string): string[] {
  const promotional = TOPICS.filter(({ kind }) => kind === 'promotional');
  const covered = promotional.filter(({ brand }) => brand === scope).map(({ brand, id }) => `${brand}/${id}`);
  return [scope, ...covered].sort();
}

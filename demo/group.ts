/** The company of the demo: a group of three brands that make assistive technology. Sent to Heed's API as it stands. */

interface BrandData {
  readonly id: string;
  readonly name: string;
  readonly postal_address: string;
  readonly policy: { readonly zone: string; readonly jurisdictions: readonly string[] };
  /** How its pages and mails look, and what they promise: see docs/integrating.md. */
  readonly colors: { readonly accent: string; readonly ground: string };
  readonly font: 'sans' | 'serif' | 'rounded';
  readonly logo?: string;
  readonly support_phone: string;
  readonly support_email: string;
  readonly double_opt_in?: boolean;
  readonly privacy: { readonly phone: string; readonly honors_gpc: boolean };
}

interface TopicData {
  readonly brand: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: 'promotional' | 'transactional';
  /** Why mail of a transactional topic passes an opt-out: 15 USC 7702(17)(A). */
  readonly basis?: string;
}

/** The company behind them. */
export const GROUP_NAME = 'Northlight Group';

/** A name set as a small picture, as a brand would upload it. */
function logoOf(name: string, colour: string): string {
  const width = 40 + name.length * 15;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="40" viewBox="0 0 ${width} 40">` +
    `<circle cx="16" cy="17" r="11" fill="none" stroke="${colour}" stroke-width="5"/>` +
    `<path d="M24 25l9 9" stroke="${colour}" stroke-width="6" stroke-linecap="round"/>` +
    `<text x="44" y="28" font-family="Helvetica, Arial, sans-serif" font-size="26" font-weight="700" fill="${colour}">${name}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** The brands, each with the address, the laws and the midnight it counts by. */
export const BRANDS: readonly BrandData[] = [
  {
    id: 'clearview',
    name: 'Clearview Magnifiers',
    postal_address: 'Clearview Magnifiers\nNorthlight Group\n410 Prism Way\nDuluth, MN 55802',
    policy: { zone: 'America/Chicago', jurisdictions: ['us-can-spam'] },
    colors: { accent: '#0f4c81', ground: '#fbfaf6' },
    font: 'sans',
    logo: logoOf('Clearview', '#0f4c81'),
    support_phone: '+1 218 555 0134',
    support_email: 'help@clearview.example',
    privacy: { phone: '+1 800 555 0142', honors_gpc: true },
  },
  {
    id: 'soundpage',
    name: 'Soundpage Readers',
    postal_address: 'Soundpage Readers\nNorthlight Group\n27 Narrator Street\nPortland, ME 04101',
    policy: { zone: 'America/New_York', jurisdictions: ['us-can-spam'] },
    // Too bright for white letters: Heed darkens it, and says so.
    colors: { accent: '#e4572e', ground: '#fff8f2' },
    font: 'serif',
    support_phone: '+1 207 555 0175',
    support_email: 'hello@soundpage.example',
    privacy: { phone: '+1 800 555 0142', honors_gpc: true },
  },
  {
    id: 'harbor',
    name: 'Harbor Training',
    postal_address: 'Harbor Training\nNorthlight Group\n8 Tidewater Row\nBellingham, WA 98225',
    // Its courses are held on both sides of the border.
    policy: { zone: 'America/Los_Angeles', jurisdictions: ['us-can-spam', 'ca-casl'] },
    colors: { accent: '#1f6f5c', ground: '#f7fbfa' },
    font: 'rounded',
    support_phone: '+1 360 555 0119',
    support_email: 'courses@harbor.example',
    double_opt_in: true,
    privacy: { phone: '+1 800 555 0142', honors_gpc: false },
  },
];

/** The kinds of mail of each brand; the transactional ones name each of the five statutory bases once or more. */
export const TOPICS: readonly TopicData[] = [
  {
    brand: 'clearview',
    id: 'offers',
    name: 'Offers and new magnifiers',
    description: 'Prices and new models, about once a month.',
    kind: 'promotional',
  },
  {
    brand: 'clearview',
    id: 'living-well',
    name: 'Living well with low vision',
    description: 'Tips for every day, twice a month.',
    kind: 'promotional',
  },
  {
    brand: 'clearview',
    id: 'orders',
    name: 'Order confirmations',
    description: 'When you buy something.',
    kind: 'transactional',
    basis: 'transaction',
  },
  {
    brand: 'clearview',
    id: 'safety',
    name: 'Battery safety and recalls',
    description: 'Only when a product you own needs attention.',
    kind: 'transactional',
    basis: 'warranty',
  },
  {
    brand: 'soundpage',
    id: 'new-titles',
    name: 'New titles and voices',
    description: 'What was recorded this week.',
    kind: 'promotional',
  },
  {
    brand: 'soundpage',
    id: 'book-club',
    name: 'Listening club invitations',
    description: 'One invitation a month.',
    kind: 'promotional',
  },
  {
    brand: 'soundpage',
    id: 'membership',
    name: 'Library membership statements',
    description: 'Your yearly statement.',
    kind: 'transactional',
    basis: 'account',
  },
  {
    brand: 'soundpage',
    id: 'loans',
    name: 'Books you borrowed',
    description: 'When a book is ready or due.',
    kind: 'transactional',
    basis: 'delivery',
  },
  {
    brand: 'harbor',
    id: 'courses',
    name: 'Course calendar',
    description: 'Dates for the season, four times a year.',
    kind: 'promotional',
  },
  {
    brand: 'harbor',
    id: 'stories',
    name: 'Stories from graduates',
    description: 'One story a month.',
    kind: 'promotional',
  },
  {
    brand: 'harbor',
    id: 'bookings',
    name: 'Joining instructions for booked courses',
    description: 'Before a course you booked.',
    kind: 'transactional',
    basis: 'delivery',
  },
  {
    brand: 'harbor',
    id: 'instructors',
    name: 'Instructor pay and benefits',
    description: 'For those who teach with us.',
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

import type { Rule } from './count.ts';

/** The laws a brand can promise to keep. */
export const JURISDICTION_IDS = [
  'us-can-spam',
  'ca-casl',
  'au-spam-act',
  'nz-uema',
  'sg-spam-control',
  'uk-pecr',
  'eu-gdpr',
  'br-lgpd',
  'in-dpdp',
  'jp-specified-email',
  'kr-network-act',
  'za-popia',
] as const;
export type JurisdictionId = (typeof JURISDICTION_IDS)[number];

/** Which instant starts the clock: the brand first held the request, or the person sent it. */
export type ClockStart = 'received' | 'sent';

export type Jurisdiction = {
  name: string;
  rule: Rule;
  clockStart: ClockStart;
  /** Where the length of the rule comes from: the law's own count, or Heed's bound where the law counts no days. */
  basis: 'statute' | 'house';
  /** How many days the opt-out mechanism must work after each send; nothing where the law counts no days. */
  mechanismMinDays?: number;
  source: string;
  /** Whether the row was read in the law's own text. Counsel confirms the others before anything depends on them. */
  certainty: 'primary' | 'secondary' | 'unconfirmed';
};

/**
 * Heed's bound where a law says stop and counts no days: three calendar days, counted from sending.
 *
 * The law's words ("without undue delay", "no longer") allow no working-week reading, so weekends count. Two days
 * would not do: over the weekend the clocks go forward they can end before the 48-hour target, and otherwise minutes
 * after it. Three leave at least one day between a missed target and the bound, and stay below the shortest
 * statutory count, five business days.
 */
const HOUSE_RULE: Rule = { calendar: 'calendar-days', days: 3, count: 'after', boundary: 'end-of-day' };

/** Five or ten business days where no holiday list is kept here: leaving none out can only make a deadline earlier. */
const weekdays = (days: number): Rule => ({
  calendar: 'weekdays',
  days,
  count: 'after',
  boundary: 'end-of-day',
});

/** What each law asks, as data. Where a law leaves a choice or its text was not seen, the earlier reading stands. */
export const JURISDICTIONS: Readonly<Record<JurisdictionId, Jurisdiction>> = {
  'us-can-spam': {
    name: 'United States: CAN-SPAM',
    rule: { ...weekdays(10), calendar: 'us-federal' },
    clockStart: 'received',
    basis: 'statute',
    mechanismMinDays: 30,
    source: '15 USC 7704(a)(3)(A)(ii), (a)(4)(A)(i)',
    certainty: 'primary',
  },
  'ca-casl': {
    name: 'Canada: CASL',
    rule: { ...weekdays(10), calendar: 'ca-federal' },
    clockStart: 'sent',
    basis: 'statute',
    mechanismMinDays: 60,
    source: 'S.C. 2010 c.23 s.11(1)-(3)',
    certainty: 'primary',
  },
  'au-spam-act': {
    name: 'Australia: Spam Act 2003',
    // "Beginning on" the day of sending: that day can be day 1.
    rule: { ...weekdays(5), count: 'inclusive' },
    clockStart: 'sent',
    basis: 'statute',
    mechanismMinDays: 30,
    source: 'Spam Act 2003 s.18, Sch.2 cl.6',
    certainty: 'unconfirmed',
  },
  'nz-uema': {
    name: 'New Zealand: Unsolicited Electronic Messages Act 2007',
    // Consent is withdrawn "with effect from the day that is 5 working days after": the fifth day is too late.
    rule: { ...weekdays(5), boundary: 'start-of-day' },
    clockStart: 'sent',
    basis: 'statute',
    mechanismMinDays: 30,
    source: 'UEMA 2007 s.9(2), s.11',
    certainty: 'primary',
  },
  'sg-spam-control': {
    name: 'Singapore: Spam Control Act',
    rule: weekdays(10),
    clockStart: 'sent',
    basis: 'statute',
    mechanismMinDays: 30,
    source: 'Spam Control Act s.5(3), Sch.2',
    certainty: 'primary',
  },
  'uk-pecr': {
    name: 'United Kingdom: PECR and UK GDPR',
    ...houseBound('PECR 2003 reg.22-23; UK GDPR Art.21(2)-(3)', 'unconfirmed'),
  },
  'eu-gdpr': {
    name: 'European Union and EEA: GDPR and ePrivacy',
    ...houseBound('GDPR Art.7(3), Art.21(2)-(3); Directive 2002/58/EC Art.13', 'secondary'),
  },
  'br-lgpd': {
    name: 'Brazil: LGPD',
    ...houseBound('Lei 13.709/2018 Art.8 §5, Art.18', 'unconfirmed'),
  },
  'in-dpdp': {
    name: 'India: DPDP Act 2023',
    ...houseBound('DPDP Act 2023 s.6(4), s.6(6)', 'secondary'),
  },
  'jp-specified-email': {
    name: 'Japan: Act on Specified Electronic Mail',
    ...houseBound('Specified E-mail Act Art.3(3)', 'unconfirmed'),
  },
  'kr-network-act': {
    name: 'South Korea: Network Act',
    // The 14 days of Art.50 are for telling the person the result; mail has to stop before that.
    ...houseBound('Network Act Art.50', 'unconfirmed'),
  },
  'za-popia': {
    name: 'South Africa: POPIA',
    ...houseBound('POPIA s.69', 'unconfirmed'),
  },
};

function houseBound(source: string, certainty: Jurisdiction['certainty']): Omit<Jurisdiction, 'name'> {
  return { rule: HOUSE_RULE, clockStart: 'sent', basis: 'house', source, certainty };
}

import { humanCount } from './format.ts';

/** Every word an admin reads. Plain and short, with the words of the log and the API where those are the subject. */
export const copy = {
  speaker: 'Heed console',
  command: 'heed admin link',
  signIn: {
    title: 'Sign in to the console',
    lead: 'This link signs you in once, on this browser.',
    button: 'Sign in',
    note: 'Opening this page has not used the link up yet.',
  },
  deadLink: {
    title: 'This sign-in link does not work any more',
    lead: (minutes: number) => `A link works once, and for ${minutes} minutes.`,
  },
  signedOff: {
    title: 'Sign in to see this page',
    lead: (hours: number) => `The console opens with a one-time link and asks again after ${hours} hours.`,
  },
  signOut: { button: 'Sign out', title: 'You are signed out' },
  another: {
    before: 'For another link, run',
    after: 'on the machine Heed runs on, or ask whoever runs it.',
  },
  foreignForm: {
    title: 'That form did not come from here',
    lead: 'Nothing has been changed. Open the console itself and try again there.',
  },
  notFound: {
    title: 'There is no such page',
    lead: 'Everything the console shows so far is on its first page.',
  },
  back: 'How long opt-outs take',
  broken: {
    title: 'The database does not answer just now',
    lead: 'Try again in a minute. The log of the service names the reason.',
  },
  latency: {
    title: 'How long opt-outs take',
    /** In the heading, a word that is not to be broken at its hyphen. */
    whole: 'opt-outs',
    asOf: 'As of',
    refresh: 'Refresh',
    late: 'Late.',
  },
  empty: {
    brand: 'No brand yet. A brand is a line of business that mails people under its own name.',
    brandTitle: 'Add a brand',
    sender:
      'No sender yet. A sender is a list or system that mails people, and so must hear of every opt-out.',
    senderTitle: 'Add a sender',
    command: 'On the command line, where Heed runs:',
    api: 'Or with the API, and a key with the scope setup:',
  },
  sender: {
    untold: 'No opt-out yet.',
    caughtUp: 'Caught up.',
    onTheWay: (count: number) => `${humanCount(count)} on their way.`,
    toFetch: (count: number) => `${humanCount(count)} waiting to be fetched.`,
    tryingAgain: 'Trying again:',
    nextTry: (duration: string) => `next try in ${duration}.`,
    tryingNow: 'next try now.',
    parked: (count: number) => `${humanCount(count)} parked, to be tried again.`,
    backfill: 'New here: it is being told everything that stands.',
    pastTarget: 'Past the 48 hours mailbox providers allow.',
  },
  facts: {
    lag: 'Lag',
    entries: (count: number) => (count === 1 ? '1 entry' : `${humanCount(count)} entries`),
    parked: 'Parked',
    none: 'none',
    waited: 'Oldest has waited',
    due: 'Due by the end of',
    wasDue: 'Was due by the end of',
    dueBefore: 'Due before it was added',
    used: 'Legal time used',
  },
  table: {
    caption: 'From request to acknowledgement',
    over: 'Over the last',
    count: 'Opt-outs',
    p50: 'Half within',
    p95: '95% within',
    p99: '99% within',
    max: 'Longest',
    share: 'Legal time used, at most',
    none: 'none',
    empty: 'Nothing was acknowledged in the last 30 days.',
  },
  reasons: {
    title: 'Why people stopped, last 30 days',
    note: 'Of those who chose to say, after their opt-out was recorded.',
    reason: 'Reason',
    count: 'Answers',
    names: {
      too_many: 'Too many mails',
      not_relevant: 'Not relevant to them',
      never_asked: 'They never asked for it',
      other_address: 'They use another address',
      other: 'Another reason',
    },
  },
  meaning: {
    title: 'What the numbers mean',
    entries: [
      ['Lag', 'Ledger entries the sender has not acknowledged, parked ones included.'],
      [
        'Parked',
        'People the sender refused. Each is kept aside and tried again, so that nobody else has to wait.',
      ],
      [
        'Legal time',
        'From receipt to the deadline of the brand’s policy: 10 business days under CAN-SPAM, less where a stricter law applies.',
      ],
      [
        'Half, 95% and 99% within',
        'The median and the two percentiles (p50, p95, p99) of the time from a person’s request to the sender’s acknowledgement. Rounded up: never shorter than it was.',
      ],
    ],
  },
} as const;

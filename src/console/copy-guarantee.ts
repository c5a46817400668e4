import type { Held } from '../senders/hold.ts';
import type { IncidentKind } from '../watch/kinds.ts';
import { humanCount } from './format.ts';

/** A kind of incident in words: what is said of a sender, and what it means. */
interface KindWords {
  readonly title: (sender: string) => string;
  readonly meaning: string;
}

/** Every kind of incident, in plain words. */
export const KIND_WORDS: Readonly<Record<IncidentKind, KindWords>> = {
  late: {
    title: (sender) => `${sender} is late`,
    meaning: 'An opt-out has waited longer than this sender is to take. Nothing is due yet.',
  },
  at_risk: {
    title: (sender) => `${sender} may miss the 48 hours`,
    meaning: 'An opt-out has waited longer than it should. Gmail and Yahoo want it honoured within 48 hours.',
  },
  target_missed: {
    title: (sender) => `${sender} missed the 48 hours`,
    meaning:
      'An opt-out was not honoured within the 48 hours that Gmail and Yahoo allow. By law it is not due yet.',
  },
  critical: {
    title: (sender) => `${sender} is close to a legal deadline`,
    meaning: 'An opt-out is due within days, and the sender has not acknowledged it.',
  },
  held: {
    title: (sender) => `${sender} is held`,
    meaning:
      'An opt-out is about to fall due, and the sender has not acknowledged it. Its promotional mail is refused; mail about orders and accounts goes on.',
  },
  breached: {
    title: (sender) => `${sender} missed a legal deadline`,
    meaning: 'An opt-out was due, and the sender had not acknowledged it.',
  },
  refused: {
    title: (sender) => `${sender} refuses what it is told`,
    meaning:
      'Only a person can mend this: its key, its address or its settings do not work. It is tried again at a slow pace all the same.',
  },
  mail_failing: {
    title: () => 'The mails of this service do not leave',
    meaning: 'People wait for links and answers, and admins hear of nothing by mail.',
  },
  alarm_failing: {
    title: () => 'The webhook for alerts does not answer',
    meaning: 'Alerts go by mail alone until it does.',
  },
  watch_stopped: {
    title: () => 'Nobody watches the deadlines',
    meaning:
      'The watch has not run. Twelve hours after it last did, promotional mail of every sender is refused.',
  },
};

/** Why a sender is held, in a sentence. `brand`: its name, or undefined where all of the sender's mail is held. */
export function heldReason({ reason }: Held, brand: string | undefined): string {
  const whose =
    brand === undefined ? 'Promotional mail is refused' : `Promotional mail of ${brand} is refused`;
  switch (reason) {
    case 'deadline':
      return `${whose}: an opt-out is about to fall due, and this sender has not acknowledged it.`;
    case 'backfill':
      return `${whose}: the sender is new, and has not yet been told everything that stands.`;
    case 'brand':
      return `${whose}: the sender was given this brand lately, and has not yet been told everything that stands.`;
    case 'retired':
      return 'It was retired and mails nobody any more. Its history stays.';
    case 'watch_stopped':
      return `${whose}: nobody has looked at its deadlines for twelve hours.`;
  }
}

/** What lifts a hold, in a sentence. */
export function heldLift({ reason }: Held): string {
  switch (reason) {
    case 'deadline':
      return 'This ends when the sender has acknowledged the opt-out, or when a person answers for it.';
    case 'backfill':
    case 'brand':
      return 'This ends when the sender has acknowledged all of it, or when a person answers for it.';
    case 'retired':
      return 'A system that mails again is added as a new sender, or put back into service.';
    case 'watch_stopped':
      return 'This ends when the background work of the service runs again.';
  }
}

/** The words of the pages about incidents, holds and one sender. */
export const guaranteeCopy = {
  back: 'How long opt-outs take',
  problem: 'There is a problem',
  prefix: 'Error:',
  since: 'Since',
  held: 'Held.',
  openIncidents: 'Open incidents',
  senderPage: (name: string) => `More about ${name}`,
  lead: {
    held: (whom: string, one: boolean) =>
      `${whom} ${one ? 'is' : 'are'} held and may send no promotional mail.`,
    breached: (whom: string) => `${whom} missed a legal deadline.`,
    some: (count: number) => `${humanCount(count)} senders`,
  },
  incidents: {
    title: 'Incidents',
    nothingOpen: 'Nothing is wrong just now.',
    open: (count: number) => (count === 1 ? 'One thing is wrong.' : `${humanCount(count)} things are wrong.`),
    openMore: 'Many things are wrong.',
    never: 'Nothing has gone wrong so far.',
    openTitle: 'Open',
    closedTitle: 'Over',
    lasted: (duration: string) => `It lasted ${duration}.`,
    lasting: (duration: string) => `It has lasted ${duration}.`,
    toExplain: 'A person is still to write why.',
    recovered: 'The sender has caught up.',
    newest: 'Newest',
    older: 'Older',
  },
  incident: {
    opened: 'Noticed',
    requested: 'Oldest opt-out asked for',
    due: 'To be honoured before',
    waiting: 'Entries waiting',
    code: 'Last answer',
    recovered: 'Put right',
    closed: 'Closed',
    lasted: 'Lasted',
    sender: 'Sender',
    explainTitle: 'Why did it happen?',
    explainNote:
      'This incident stays open until a named person has written why, and the sender has caught up. What you write is kept for whoever asks later, with your name and the time, and cannot be changed any more.',
    name: 'Your name',
    nameHint: 'As it stands in your papers: you answer for what you write.',
    explanation: 'What happened, and what was done about it',
    explanationHint: 'A sentence at least. Name no recipient.',
    button: 'Keep this explanation',
    explained: 'Explained',
    explainedBy: (name: string) => `By ${name}.`,
    staysOpen: 'The incident closes when the sender has caught up.',
    notKept: 'Somebody else has explained it meanwhile. What you wrote was not kept.',
    all: 'All incidents',
  },
  sender: {
    kinds: {
      webhook: 'Heed calls it for every change.',
      feed: 'It fetches its changes.',
      manual: 'A person carries lists to it.',
    },
    recipientsRead: 'Recipients read',
    brands: 'Mails for',
    tellsHow: 'How it learns',
    added: 'Added',
    list: 'Write a list, or say that one was applied',
    clocks: 'What waits',
    clocksNone: 'Nothing waits.',
    asSeen: 'As the watch last saw it.',
    everyBrand: 'Every brand',
    asked: 'Oldest asked for',
    target: '48 hours end',
    due: 'To be honoured before',
    count: 'Entries',
    nextTry: 'Next try',
    heldTitle: 'What holds it',
    heldNone: 'Nothing holds it.',
    liftTitle: 'Answer for this sender',
    liftNote:
      'If the sender honours every opt-out there is by now in some other way, you can say so here. It may then send promotional mail again. If it does not honour them, people who said stop will be mailed.',
    name: 'Your name',
    nameHint: 'You answer for this, with your name and the time.',
    reason: 'How does it honour them?',
    reasonHint: 'For example: the list of December 4 was applied by hand. Name no recipient.',
    liftButton: 'Lift the hold',
    lifted: 'The hold is lifted. What you said is kept below.',
    notHeld: 'Nothing holds this sender any more. What you wrote was not kept.',
    attestations: 'What people answered for',
    attestationsNone: 'Nobody has answered for anything here.',
    attested: {
      list_applied: 'A list is in force there',
      hold_lifted: 'A hold was lifted',
      retired: 'Retired',
      reinstated: 'Put back into service',
    },
    through: (seq: number) => `up to entry ${humanCount(seq)}`,
    ladder: 'When people are told',
    ladderFor: (brand: string) => `For ${brand}`,
    late: (minutes: string) => `Late after ${minutes}.`,
    atRisk: (minutes: string) => `At risk after ${minutes}.`,
    missed: (minutes: string) => `Target missed after ${minutes}.`,
    critical: (days: number) => `Critical with ${businessDays(days)} left.`,
    held: (days: number) => `Held with ${businessDays(days)} left.`,
    deliveries: 'Last deliveries',
    deliveriesNone: 'Nothing has been delivered yet.',
    people: (count: number) => (count === 1 ? '1 person' : `${humanCount(count)} people`),
    parked: 'Refused people',
    parkedNone: 'It refuses nobody.',
    parkedNote: 'Each is kept aside and tried again. They are known by a number made of the address.',
    now: 'now',
    inDuration: (duration: string) => `in ${duration}`,
    those: (count: number) =>
      count === 1 ? 'Who is tried next' : `The ${humanCount(count)} that are tried next`,
    replays: 'What it is told anew',
    replaysNone: 'Nothing is told to it anew.',
    replayKinds: {
      backfill: 'Everything that stood when it was added',
      brand: 'Everything that stood of a brand it was given',
      replay: 'Told again on demand',
      person: 'One person, told again on demand',
    },
    progress: 'Progress',
    finished: 'finished',
    percent: (share: number) => `${share}%`,
    allIncidents: 'Its incidents',
  },
} as const;

function businessDays(count: number): string {
  return count === 1 ? 'one business day' : `${humanCount(count)} business days`;
}

import type { Sealed } from '../keys/seal.ts';
import type { RecipientId } from './recipient.ts';
import type { Scope } from './scope.ts';
import { type Aspect, type Standing, stops, type Verdict } from './standing.ts';

/** How a decision reached us from outside. */
export const CHANNELS = [
  'one_click', // RFC 8058 POST by a mail program
  'page', // a button on a page of ours
  'api', // a company's own system
  'phone',
  'post',
  'mail', // a mailto: unsubscribe
  'complaint',
  'bounce',
  'import',
] as const;
/** `schedule`: nobody said it now; what was said earlier has come to its time. */
export type Channel = (typeof CHANNELS)[number] | 'schedule';

/**
 * What was said: consent words, and whether mail arrives. `undo` takes back one entry of the same person. `pause_end`: the
 * pause that entry `ends` began is over, by its own date.
 */
export type DecisionWord =
  | { readonly kind: 'opt_out' | 'opt_in' | 'undeliverable' | 'deliverable' }
  | { readonly kind: 'pause'; readonly until: number }
  | { readonly kind: 'pause_end'; readonly ends: number }
  | { readonly kind: 'undo'; readonly undoes: number; readonly restores: Restored };

export type DecisionKind = DecisionWord['kind'];

/** What stood at the scope before the entry that is undone. */
export type Restored = Pick<Standing, 'verdict' | 'until' | 'saidSeq'>;

/**
 * What a person (or a bounce, a complaint) said. `requestedAt`: when they said it; `receivedAt`: when the company first
 * held it, not earlier; both epoch ms. Evidence holds no address: it is shown to regulators and kept after an erasure.
 */
export type Decision = DecisionWord & {
  readonly recipientId: RecipientId;
  /** The sealed address, or null where the person is known by id alone. */
  readonly addressSealed: Sealed | null;
  readonly scope: Scope;
  readonly requestedAt: number;
  readonly receivedAt: number;
  readonly channel: Channel;
  readonly evidence: Readonly<Record<string, string | number | null>>;
};

/** The row of the standing a word is about; an undo is about the row of the entry it takes back. */
export function aspectOf(kind: Exclude<DecisionKind, 'undo'>): Aspect {
  switch (kind) {
    case 'opt_out':
    case 'opt_in':
      return 'consent';
    case 'pause':
    case 'pause_end':
      return 'pause';
    case 'undeliverable':
    case 'deliverable':
      return 'reach';
  }
}

/** The standing a word makes. */
export function verdictOf(word: DecisionWord): Verdict {
  switch (word.kind) {
    case 'opt_out':
      return 'opted_out';
    case 'opt_in':
      return 'opted_in';
    case 'pause':
      return 'paused';
    case 'pause_end':
      return 'silent';
    case 'undeliverable':
      return 'undeliverable';
    case 'deliverable':
      return 'deliverable';
    case 'undo':
      return word.restores.verdict;
  }
}

/**
 * True for words that must reach every sender by the legal deadline; the others may take their time. Taking back an
 * opt-in is such a word: it says stop.
 */
export function isBound(word: DecisionWord): boolean {
  return word.kind !== 'undeliverable' && stops(verdictOf(word));
}

/** True where a machine speaks for itself: nothing said there lifts what a person said. */
export function isMachine(channel: Channel): boolean {
  return channel === 'complaint' || channel === 'bounce' || channel === 'import';
}

/**
 * True when the times are whole milliseconds that a calendar holds. Anything else would make the commit fail that it
 * shares with other people's decisions.
 */
export function isRecordable(decision: Decision): boolean {
  const times = [decision.requestedAt, decision.receivedAt];
  if (decision.kind === 'pause') times.push(decision.until);
  return times.every((time) => Number.isInteger(time) && Math.abs(time) <= INSTANT_MAX);
}

const INSTANT_MAX = 8.64e15; // ECMA-262 §21.4.1.1: the last millisecond a Date can name

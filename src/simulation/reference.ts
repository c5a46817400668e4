import { covers, type Scope } from '../consent/scope.ts';

/** One entry of the ledger, as far as it says what somebody wants. */
export interface Said {
  readonly seq: number;
  readonly scope: Scope;
  readonly kind: string;
  readonly until: number | null;
}

/*
 * The rule of what people said, once more and in words short enough to be believed. The simulation and the property tests
 * hold the code against it.
 */

/** What counts of a person's words after one more: an undo takes back the word before it at its scope. */
export function heard(words: readonly Said[], said: Said): readonly Said[] {
  // The end of a pause is nobody's word: its date says so already.
  if (said.kind === 'pause_end') return words;
  if (said.kind !== 'undo') return [...words, said];
  const taken = words.findLast((word) => word.scope === said.scope && aspectOf(word) !== 'reach');
  return words.filter((word) => word !== taken);
}

/** The last word of each kind at each scope. */
export function standingOf(words: readonly Said[]): readonly Said[] {
  if (words.length <= 1) return words;
  return [...new Map(words.map((word) => [`${aspectOf(word)} ${word.scope}`, word])).values()];
}

/** True when promotional mail of a scope is to rest: the last word that covers it decides, or a running pause after it. */
export function isSuppressed(standing: readonly Said[], scope: Scope, now: number): boolean {
  const covering = standing.filter((word) => covers(word.scope, scope) && isRunning(word, now));
  const last = lastOf(covering, 'consent');
  return last?.kind === 'opt_out' || (lastOf(covering, 'pause')?.seq ?? 0) > (last?.seq ?? 0);
}

/** True when mail is known not to arrive. */
export function isUndeliverable(standing: readonly Said[]): boolean {
  return standing.some(({ kind }) => kind === 'undeliverable');
}

/** Which of the three questions a word answers: whether mail is wanted, is to rest, arrives. */
export function aspectOf({ kind }: Said): 'consent' | 'pause' | 'reach' {
  if (kind === 'pause') return 'pause';
  return kind === 'opt_out' || kind === 'opt_in' ? 'consent' : 'reach';
}

function isRunning({ until }: Said, now: number): boolean {
  return until === null || now < until;
}

function lastOf(words: readonly Said[], aspect: 'consent' | 'pause'): Said | undefined {
  const mine = words.filter((word) => aspectOf(word) === aspect);
  return mine.reduce<Said | undefined>(
    (last, word) => (last && last.seq > word.seq ? last : word),
    undefined,
  );
}

import { retryDelayMillis } from './backoff.ts';
import type { LetterState } from './outbox.ts';

/** What one try came to. */
export type TryEnd =
  | { readonly kind: 'sent' | 'captured' | 'expired' }
  | { readonly kind: 'refused' | 'unreadable'; readonly code: string }
  | { readonly kind: 'retry'; readonly code: string; readonly afterMillis?: number | undefined };

/** What is written of it. */
export interface Settlement {
  readonly state: LetterState;
  readonly code: string | null;
  /** Epoch ms. Of a settled letter, when it was settled: the index on it finds what is old enough to go. */
  readonly nextAttemptAt: number;
  readonly settledAt: number | null;
  /** True where nothing is left to do with the letter: what is not needed is not kept. */
  readonly emptied: boolean;
}

/**
 * What a try leaves behind. Only `retry` leaves the letter waiting, never beyond its expiry: at that instant it is looked
 * at once more and emptied. `attempt` counts from 1, times are epoch ms, `random` is in [0, 1).
 */
export function settlementOf(end: TryEnd, { attempt, expiresAt, now, random }: TryCircumstances): Settlement {
  if (end.kind === 'retry') {
    const nextAt = now + retryDelayMillis({ attempt, random, afterMillis: end.afterMillis });
    const nextAttemptAt = expiresAt === null ? nextAt : Math.min(nextAt, Math.max(expiresAt, now));
    return { state: 'waiting', code: end.code, nextAttemptAt, settledAt: null, emptied: false };
  }
  return {
    state: end.kind,
    code: 'code' in end ? end.code : null,
    nextAttemptAt: now,
    settledAt: now,
    // A captured letter is there to be read; one that does not open may be asked about.
    emptied: end.kind === 'sent' || end.kind === 'refused' || end.kind === 'expired',
  };
}

export interface TryCircumstances {
  readonly attempt: number;
  readonly expiresAt: number | null;
  readonly now: number;
  readonly random: number;
}

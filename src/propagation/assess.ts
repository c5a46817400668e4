import type { Owed, OwedEntry } from './backlog.ts';
import type { Refusal } from './parked.ts';
import type { ItemFate } from './push-items.ts';

/** What became of one recipient's share of a delivery. */
export interface Share {
  readonly owed: Owed;
  readonly fate: ItemFate;
}

/** What a delivery comes to: how far the cursor may move, and what is thereby told, parked or no longer parked. */
export interface Assessment {
  readonly cursorSeq: number;
  /** Entries the cursor passes because their recipients' states were taken. */
  readonly told: readonly OwedEntry[];
  readonly refusals: readonly Refusal[];
  /** Recipients whose whole state was taken, wherever the cursor stands: if they were parked they no longer are. */
  readonly taken: readonly string[];
}

/**
 * Pure: from the fates of everything read after `cursorSeq` to where the cursor may stand. It stops right before the
 * first entry of anyone still owed (guarantee 4), whatever was taken beyond: that is sent again, and being a state it
 * does no harm. An entry counts as told once, when the cursor passes it.
 */
export function assess(
  backlog: { readonly cursorSeq: number; readonly toSeq: number },
  shares: readonly Share[],
): Assessment {
  const owedFrom = shares
    .filter(({ fate }) => fate.kind === 'owed')
    .map(({ owed }) => owed.entries[0]?.seq ?? backlog.cursorSeq + 1);
  const cursorSeq = Math.max(backlog.cursorSeq, Math.min(backlog.toSeq, ...owedFrom.map((seq) => seq - 1)));
  const taken = shares.filter(({ fate }) => fate.kind === 'taken');
  return {
    cursorSeq,
    told: taken
      .flatMap(({ owed }) => owed.entries)
      .filter(({ seq }) => seq > backlog.cursorSeq && seq <= cursorSeq),
    refusals: shares.flatMap(({ owed, fate }) =>
      fate.kind === 'refused' ? [{ owed, status: fate.status, code: fate.code }] : [],
    ),
    taken: taken.map(({ owed }) => owed.recipientId),
  };
}

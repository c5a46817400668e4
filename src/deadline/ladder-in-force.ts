import { DEFAULT_LADDER, type Ladder, type LadderChanges, ladderOf, laidOver } from './ladder.ts';

/**
 * The ladder that counts for a brand, or for one of its senders. Combinations out of order are refused where they are
 * entered; should two that do not go together have been entered at the same moment, the brand's own counts, and else the
 * default.
 */
export function ladderInForce(brand: LadderChanges | null, sender: LadderChanges | null = null): Ladder {
  for (const layers of [[brand, sender], [brand]]) {
    const outcome = ladderOf(...layers);
    if (outcome.kind === 'ladder') return outcome.ladder;
  }
  return DEFAULT_LADDER;
}

/** What is stored after a change: null takes all changes back, and what is not named stays as it was. */
export function changedLadder(
  before: LadderChanges | null,
  changes: LadderChanges | null,
): LadderChanges | null {
  return changes === null ? null : laidOver(before ?? {}, changes);
}

/** Why a ladder is refused: where, and by which rule. */
export interface LadderProblem {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a sender's changes over a brand's; nothing where they go together. */
export function ladderProblems(
  brand: LadderChanges | null,
  sender: LadderChanges | null = null,
): readonly LadderProblem[] {
  const outcome = ladderOf(brand, sender);
  return outcome.kind === 'refused' ? outcome.problems : [];
}

import type { LadderProblem } from '../deadline/ladder-in-force.ts';
import { Refusal } from './problem.ts';

/** The refusal of a ladder whose steps are out of order: where, and by which rule. */
export function refusedLadder(problems: readonly LadderProblem[]): Refusal {
  return new Refusal(
    'invalid_request',
    'Mend what is listed under errors and send it again.',
    problems.map(({ path, message }) => ({ path: `ladder.${path}`, message })),
  );
}

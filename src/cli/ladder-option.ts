import { DEFAULT_LADDER } from '../deadline/ladder.ts';
import type { LadderProblem } from '../deadline/ladder-in-force.ts';
import { Refused } from './io.ts';

/** The option that says when a sender is late, at risk and held. */
export const ladderOption = {
  type: 'string',
  value: 'JSON|default',
  help: 'What is to be different about its ladder, or "default" to take all its changes back.',
} as const;

/** What `--ladder` may say, for the help of a command. */
export const LADDER_HELP = `--ladder says when trouble at a sender is told of and when it is held. The default is ${spaced(DEFAULT_LADDER)}. Minutes count from the request; business days are those left before the deadline; repeat_minutes is how often an open step is told again, null for once. Give the members that are to be different; the steps have to stay in order.`;

/** What `--ladder` was given: changes, null for the default, undefined for nothing. */
export function ladderGiven(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (text === 'default') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('--ladder: that is no JSON.', 'Write it as \'{"late_after_minutes":30}\', or default.');
  }
}

/** The refusal of a ladder whose steps are out of order. */
export function refusedLadder(problems: readonly LadderProblem[]): Refused {
  return new Refused(problems.map(({ path, message }) => `--ladder ${path}: ${message}`).join('\n'));
}

/** JSON that can be broken between its members. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}

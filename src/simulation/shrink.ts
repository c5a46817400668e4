import { FAULTS, type SimulationOptions } from './options.ts';
import type { Violation } from './violation.ts';
import { DAY } from './weather.ts';
import { START } from './world.ts';

/** Runs a month and answers its violation, if it has one. */
export type Run = (options: SimulationOptions) => Promise<Violation | undefined>;

export interface Shrunk {
  readonly options: SimulationOptions;
  readonly violation: Violation;
  /** How many months were run to find it. */
  readonly runs: number;
}

/**
 * Looks for a smaller month that breaks the same promise: fewer days, opt-outs, senders, nodes and kinds of faults, one after
 * the other, as long as something helps and at most `runsMax` times. Chance falls differently in another month, so what is
 * found is small and not the smallest.
 */
export async function shrink(
  found: { readonly options: SimulationOptions; readonly violation: Violation },
  { run, runsMax, mayGoOn = () => true }: { run: Run; runsMax: number; mayGoOn?: () => boolean },
): Promise<Shrunk> {
  let { options, violation } = found;
  let runs = 0;
  let pending = smaller(options, violation);
  while (pending.length > 0 && runs < runsMax && mayGoOn()) {
    const [next, ...rest] = pending;
    pending = rest;
    if (next === undefined) break;
    runs++;
    const outcome = await run(next);
    if (outcome?.promise !== violation.promise) continue;
    options = next;
    violation = outcome;
    pending = smaller(options, violation);
  }
  return { options, violation, runs };
}

/** What to try next, the boldest first. */
function smaller(options: SimulationOptions, violation: Violation): SimulationOptions[] {
  const { days, senders, opt_outs: optOuts, nodes, without } = options;
  const needed = Math.ceil((violation.at - START) / DAY);
  const tries: SimulationOptions[] = [];
  const tryWith = (changes: Partial<SimulationOptions>) => tries.push({ ...options, ...changes });
  if (optOuts > 20) tryWith({ opt_outs: Math.ceil(optOuts / 10) });
  if (senders > 1) tryWith({ senders: Math.ceil(senders / 4) });
  if (needed < days) tryWith({ days: needed });
  if (days > 1) tryWith({ days: Math.ceil(days / 2) });
  for (const fault of FAULTS) if (!without.includes(fault)) tryWith({ without: [...without, fault] });
  if (nodes > 1) tryWith({ nodes: nodes - 1 });
  if (optOuts > 1) tryWith({ opt_outs: Math.ceil(optOuts / 2) });
  if (senders > 1) tryWith({ senders: senders - 1 });
  return tries;
}

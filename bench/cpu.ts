import { z } from 'zod';
import { spreadOf } from './stats.ts';
import type { Child } from './workplace.ts';

/** CPU time for one opt-out, link or address, in microseconds, of every counted round. */
export interface CpuCosts {
  readonly ours: number[];
  readonly bare: number[];
}

/** Runs some work and answers, with its outcome, the CPU microseconds a process spent meanwhile. */
export async function spending<T>(
  child: Child,
  work: () => Promise<T>,
): Promise<{ readonly outcome: T; readonly micros: number }> {
  const before = z.number().parse(await child.ask('usage'));
  const outcome = await work();
  return { outcome, micros: z.number().parse(await child.ask('usage')) - before };
}

/** The note on what one of them costs. On a machine that others use as well, this is steadier than the rates. */
export function cpuNote({ ours, bare }: CpuCosts, item: string): string {
  const mine = spreadOf(ours).median;
  const theirs = spreadOf(bare).median;
  return `CPU time of the process at work, per ${item}: ours ${mine.toFixed(1)} µs, bare ${theirs.toFixed(1)} µs`;
}

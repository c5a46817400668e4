import { z } from 'zod';

/** How bad the weather is: nothing fails, now and then something does, or everything does. */
export const OUTAGES = ['none', 'light', 'heavy'] as const;
export type Outages = (typeof OUTAGES)[number];

/**
 * What can be left out of a run, to find what a violation needs. `people`: whatever they say but opt-outs. `changes`: senders
 * that come later, are given a brand, are told again or leave.
 */
export const FAULTS = [
  'receivers',
  'poison',
  'crashes',
  'pauses',
  'skew',
  'storage',
  'people',
  'changes',
] as const;
export type Fault = (typeof FAULTS)[number];

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What a simulated month is made of. The same options give the same month, to the last answer. */
export const simulationOptionsSchema = z.strictObject({
  days: whole(1, 366).default(30),
  senders: whole(1, 200).default(20),
  opt_outs: whole(1, 10_000_000).default(100_000),
  outages: z.enum(OUTAGES).default('heavy'),
  nodes: whole(1, 16).default(3),
  seed: whole(0, 2 ** 32 - 1).default(1),
  without: z.array(z.enum(FAULTS)).default([]),
});
export type SimulationOptions = z.output<typeof simulationOptionsSchema>;

/** The command that runs this very month again. */
export function commandOf(options: SimulationOptions): string {
  const { days, senders, opt_outs: optOuts, outages, nodes, seed, without } = options;
  const left = without.length === 0 ? '' : ` --without ${without.join(',')}`;
  return `heed simulate --days ${days} --senders ${senders} --opt-outs ${optOuts} --outages ${outages} --nodes ${nodes} --seed ${seed}${left}`;
}

import type { Fault, SimulationOptions } from '../../src/simulation/options.ts';
import { simulationOptionsSchema } from '../../src/simulation/options.ts';

/** A small month of heavy weather, but for what a test changes. */
export function aMonth(changes: Partial<SimulationOptions> = {}): SimulationOptions {
  const without: Fault[] = [];
  const small = { days: 5, senders: 5, opt_outs: 400, outages: 'heavy', nodes: 3, seed: 1, without };
  return simulationOptionsSchema.parse({ ...small, ...changes });
}

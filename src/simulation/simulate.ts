import { liveThrough, type Watching } from './month.ts';
import type { SimulationOptions } from './options.ts';
import { reportOf, type SimulationReport } from './report.ts';
import { type Shrunk, shrink } from './shrink.ts';

/** Runs a month and sums it up. */
export async function simulate(
  options: SimulationOptions,
  watching: Watching = {},
): Promise<SimulationReport> {
  const world = await liveThrough(options, watching);
  try {
    return await reportOf(options, world);
  } finally {
    await world.close();
  }
}

// Each is smaller than the last, so that all together take about as long as the month itself.
const RUNS_MAX = 40;

/** Makes the month of a report that has a violation as small as it can; undefined where the report has none. */
export async function shrinkReport(
  report: SimulationReport,
  watching: Watching = {},
): Promise<Shrunk | undefined> {
  const [violation] = report.violations;
  if (violation === undefined) return undefined;
  const { signal, sabotage } = watching;
  return shrink(
    { options: report.options, violation },
    {
      runsMax: RUNS_MAX,
      mayGoOn: () => signal?.aborted !== true,
      run: async (options) => (await simulate(options, { signal, sabotage })).violations[0],
    },
  );
}

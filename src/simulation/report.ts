import { quantileMillis } from '../propagation/histogram.ts';
import type { Foreseen } from './checks/deadline-check.ts';
import { commandOf, type SimulationOptions } from './options.ts';
import type { Spoken } from './speaking.ts';
import type { Violation } from './violation.ts';
import type { Counted, World } from './world.ts';

/** How long opt-outs took to reach one sender. Milliseconds; absent where nothing was acknowledged. */
export interface SenderLatency {
  readonly sender: string;
  readonly kind: string;
  readonly brands: readonly string[];
  readonly acknowledged: number;
  readonly p50?: number | undefined;
  readonly p95?: number | undefined;
  readonly p99?: number | undefined;
  readonly max?: number | undefined;
}

/** What came of a simulated month. The same options give the same report, to the last number. */
export interface SimulationReport {
  readonly options: SimulationOptions;
  /** The command that runs it again. */
  readonly command: string;
  readonly violations: readonly Violation[];
  readonly spoken: Spoken;
  readonly counted: Counted;
  readonly entries: number;
  readonly deliveries: number;
  /** How often things went wrong at receivers, by what went wrong. */
  readonly outages: Readonly<Record<string, number>>;
  /** Opened, by kind. */
  readonly incidents: Readonly<Record<string, number>>;
  readonly holds: { readonly placed: number; readonly open: number };
  /** Deadlines that passed at a held sender. */
  readonly foreseen: readonly Foreseen[];
  readonly latency: readonly SenderLatency[];
}

/** Sums up a world after its last day. */
export async function reportOf(options: SimulationOptions, world: World): Promise<SimulationReport> {
  const { verdict, speaking, counted, checker, database } = world;
  const { build } = database;
  const incidents = await database.all(build.selectFrom('incident').select('kind').orderBy('kind'));
  const deliveries = await database.all(
    build.selectFrom('delivery').select((row) => row.fn.countAll<number>().as('n')),
  );
  const holds = await database.all(build.selectFrom('hold').select('sender_id'));
  return {
    options,
    command: commandOf(options),
    violations: verdict.violation === undefined ? [] : [verdict.violation],
    spoken: speaking.spoken,
    counted,
    entries: checker.book.headSeq,
    deliveries: deliveries[0]?.n ?? 0,
    outages: counts(world.endpoints.flatMap(({ outages }) => outages.map(({ what }) => what))),
    incidents: counts(incidents.map(({ kind }) => kind)),
    holds: { placed: checker.deadlines.holdsSeen, open: holds.length },
    foreseen: checker.deadlines.foreseen,
    latency: await latencies(world),
  };
}

function counts(words: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const word of words.toSorted()) found[word] = (found[word] ?? 0) + 1;
  return found;
}

/** From the histograms the service itself keeps. */
async function latencies({ endpoints, database }: World): Promise<SenderLatency[]> {
  return Promise.all(
    endpoints.map(async ({ id, kind, brands }) => {
      const rows = await database.all(
        database.build
          .selectFrom('latency')
          .select(['bucket', 'count', 'millis_max'])
          .where('sender_id', '=', id),
      );
      const max = rows.reduce((most, { millis_max }) => Math.max(most, millis_max), 0);
      const quantile = (share: number) => quantileMillis(rows, share, max);
      return {
        sender: id,
        kind,
        brands,
        acknowledged: rows.reduce((sum, { count }) => sum + count, 0),
        p50: quantile(0.5),
        p95: quantile(0.95),
        p99: quantile(0.99),
        max: rows.length === 0 ? undefined : max,
      };
    }),
  );
}

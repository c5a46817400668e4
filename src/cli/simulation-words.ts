import type { Foreseen } from '../simulation/checks/deadline-check.ts';
import { commandOf } from '../simulation/options.ts';
import type { SenderLatency, SimulationReport } from '../simulation/report.ts';
import type { Shrunk } from '../simulation/shrink.ts';
import type { Violation } from '../simulation/violation.ts';
import { duration, instant } from './instant.ts';
import { table } from './table.ts';

const HEADS = ['SENDER', 'KIND', 'TOLD', 'P50', 'P95', 'P99', 'MAX'];
const NUMBERS = ['TOLD', 'P50', 'P95', 'P99', 'MAX'];

/** A report as people read it. */
export function simulationInWords(report: SimulationReport, wallMillis: number): string {
  const { spoken, counted, options } = report;
  const lines = [
    `${options.days} days, seed ${options.seed}, in ${duration(wallMillis)}.`,
    '',
    `${spoken.optOuts} opt-outs were said; ${spoken.recorded} words recorded, ${spoken.already} stood already, ${spoken.stale} came too late; ${spoken.failed} requests failed and were made again.`,
    `${report.entries} ledger entries, ${report.deliveries} deliveries, ${counted.requests} requests, ${counted.ticks} ticks.`,
    `${counted.crashes} crashes, ${counted.pauses} nodes that stood still, ${counted.fenced} runs fenced off.`,
    `What failed at receivers: ${listOf(report.outages)}.`,
    `Incidents: ${listOf(report.incidents)}. Holds: ${report.holds.placed} placed, ${report.holds.open} still there.`,
    foreseenInWords(report.foreseen),
    '',
    table(HEADS, report.latency.map(rowOf), NUMBERS),
    `violations: ${report.violations.length}`,
  ];
  const [violation] = report.violations;
  return `${[...lines, ...(violation === undefined ? [] : ['', violationInWords(violation), report.command])].join('\n')}\n`;
}

/** The smallest month that was found to break the same promise. */
export function shrunkInWords({ options, violation, runs }: Shrunk): string {
  return `\nThe smallest month found that breaks it, in ${runs} tries:\n${commandOf(options)}\n\n${violationInWords(violation)}\n`;
}

function violationInWords({ promise, sender, at, what, trace }: Violation): string {
  const promised = promise === 'code' ? 'The code failed' : `Guarantee ${promise} does not hold`;
  const where = sender === null ? '' : ` at ${sender}`;
  return [`${promised}${where}, ${instant(at)}: ${what}.`, ...trace.map((line) => `  ${line}`)].join('\n');
}

function listOf(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function foreseenInWords(foreseen: readonly Foreseen[]): string {
  if (foreseen.length === 0) return 'No deadline passed anywhere.';
  const least = Math.min(...foreseen.map(({ heldBeforeMillis }) => heldBeforeMillis));
  return `${foreseen.length} deadlines passed at senders that were held by then; the shortest notice was ${duration(least)}.`;
}

function rowOf({ sender, kind, acknowledged, p50, p95, p99, max }: SenderLatency): string[] {
  const shown = (millis: number | undefined) => (millis === undefined ? '-' : duration(millis));
  return [sender, kind, String(acknowledged), shown(p50), shown(p95), shown(p99), shown(max)];
}

/** A report as machines read it: durations in ms, instants in ISO 8601. */
export function simulationAnswer(
  report: SimulationReport,
  extra: { wallMillis: number; shrunk: Shrunk | undefined },
) {
  const { options, spoken, counted, foreseen, latency, violations, holds } = report;
  const [violation] = violations;
  const { shrunk, wallMillis } = extra;
  return {
    ...options,
    command: report.command,
    violations: violations.length,
    violation: violation === undefined ? null : violationAnswer(violation),
    smallest:
      shrunk === undefined
        ? null
        : { command: commandOf(shrunk.options), ...violationAnswer(shrunk.violation) },
    said: {
      opt_outs: spoken.optOuts,
      recorded: spoken.recorded,
      already: spoken.already,
      stale: spoken.stale,
    },
    requests_repeated: spoken.failed,
    entries: report.entries,
    deliveries: report.deliveries,
    requests: counted.requests,
    ticks: counted.ticks,
    crashes: counted.crashes,
    pauses: counted.pauses,
    fenced: counted.fenced,
    outages: report.outages,
    incidents: report.incidents,
    holds,
    foreseen: foreseen.map(({ sender, dueAt, heldBeforeMillis, criticalBeforeMillis }) => ({
      sender,
      due_at: instant(dueAt),
      held_before_ms: heldBeforeMillis,
      critical_before_ms: criticalBeforeMillis,
    })),
    latency: latency.map(({ sender, kind, brands, acknowledged, p50, p95, p99, max }) => ({
      sender,
      kind,
      brands,
      acknowledged,
      p50_ms: p50 ?? null,
      p95_ms: p95 ?? null,
      p99_ms: p99 ?? null,
      max_ms: max ?? null,
    })),
    wall_ms: wallMillis,
  };
}

function violationAnswer({ promise, sender, at, what, trace }: Violation) {
  return { guarantee: promise, sender, at: instant(at), what, trace };
}

import type { Screen } from './screen.ts';
import type { SenderState } from './watch.ts';

const HEADINGS = ['', 'told', 'p50', 'p95', 'p99', 'max', 'of 10 business days'] as const;
// With the longest name of a sender, a row fits 80 columns.
const GAP = '  ';
// The share is kept in parts per 10,000; what rounds to none of them is below half of one.
const SHARE_SHOWN_MIN = 0.0001;

/** The latency table: how long opt-outs took to reach each sender. Names left, figures right. */
export function tableOf(senders: readonly SenderState[], paint: Screen['paint']): string[] {
  const rows = senders.map(({ name, told, latency: { p50, p95, p99, max, share } }) => [
    name,
    String(told),
    ...[p50, p95, p99, max].map(durationOf),
    shareOf(share),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(GAP);
  return [paint('dim', `  ${lineOf(HEADINGS)}`), ...rows.map((row) => `  ${lineOf(row)}`)];
}

/** A duration in the unit it is thought of in. */
export function durationOf(millis: number | null): string {
  if (millis === null) return '–';
  if (millis < 1_000) return `${millis} ms`;
  return `${(millis / 1_000).toFixed(millis < 10_000 ? 1 : 0)} s`;
}

function shareOf(share: number): string {
  return share < SHARE_SHOWN_MIN ? 'under 0.01 %' : `${(share * 100).toFixed(2)} %`;
}

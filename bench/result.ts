import { type Spread, spreadOf } from './stats.ts';

/** A promise of the design, and whether this run keeps it. */
export interface Bar {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

/** What one work came to: rates of each counted round, ours and the bare counterpart's, in the same order. */
export interface Result {
  readonly work: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly bars: readonly Bar[];
  /** What else is worth knowing to read the numbers. */
  readonly notes: readonly string[];
}

/**
 * Ours divided by bare, round by round: the two halves of a round lie seconds apart, so what disturbs the machine for
 * longer disturbs both.
 */
export function ratioOf({ ours, bare }: Pick<Result, 'ours' | 'bare'>): Spread {
  return spreadOf(ours.map((rate, round) => rate / (bare[round] ?? Number.NaN)));
}

/** The bar on the ratio to the bare counterpart. */
export function ratioBar(rates: Pick<Result, 'ours' | 'bare'>, atLeast: number): Bar {
  const { median } = ratioOf(rates);
  return { text: `≥ ${percent(atLeast)} of bare`, measured: percent(median), met: median >= atLeast };
}

/** The bar on our own rate. */
export function rateBar(ours: readonly number[], atLeast: number, unit: string): Bar {
  const { median } = spreadOf(ours);
  return { text: `≥ ${whole(atLeast)} ${unit}`, measured: whole(median), met: median >= atLeast };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

export function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '–';
}

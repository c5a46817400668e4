import type { IncidentRow } from '../store/schema.ts';

/**
 * When an incident is over (epoch ms), undefined while it is not: as soon as it has recovered, and a breach only once a
 * named person has also explained it. In which order the two come is all the same, and whoever writes the second of them
 * also writes `closed_at`. Never before it was opened, whatever the clock says at `now`.
 */
export function closingOf(
  { kind, opened_at, recovered_at, explained_by }: ClosingFacts,
  now: number,
): number | undefined {
  if (recovered_at === null || (kind === 'breached' && explained_by === null)) return undefined;
  return Math.max(now, recovered_at, opened_at);
}

export type ClosingFacts = Pick<IncidentRow, 'kind' | 'opened_at' | 'recovered_at' | 'explained_by'>;

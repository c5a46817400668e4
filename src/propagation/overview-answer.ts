import type { SenderOverview } from './overview.ts';
import { replayAnswer } from './replay-answer.ts';
import { stateAnswer } from './sender-state-answer.ts';
import type { WindowLatency } from './window-latency.ts';

/**
 * One sender's overview as the API and the command line answer it in JSON: instants as ISO 8601, durations in ms, shares
 * of the legal time between 0 and 1. `now` in epoch ms.
 */
export function overviewAnswer(one: SenderOverview, now: number) {
  const { oldest, windows } = one;
  return {
    sender: one.sender.id,
    name: one.sender.name,
    lag: one.lag,
    parked: one.parked,
    replays: one.replays.map(replayAnswer),
    cursor: one.cursorSeq,
    last_code: one.lastCode,
    last_settled_at: one.lastSettledAt === null ? null : iso(one.lastSettledAt),
    ...stateAnswer(one.sender.id, one),
    oldest: oldest
      ? {
          requested_at: iso(oldest.requestedAt),
          age_ms: now - oldest.requestedAt,
          due_at: iso(oldest.dueAt),
          legal_time_used: oldest.share / 10_000,
        }
      : null,
    windows: {
      '24h': windowAnswer(windows['24h']),
      '7d': windowAnswer(windows['7d']),
      '30d': windowAnswer(windows['30d']),
    },
  };
}

function windowAnswer({ count, p50, p95, p99, max, shareMax }: WindowLatency) {
  return {
    count,
    p50_ms: p50 ?? null,
    p95_ms: p95 ?? null,
    p99_ms: p99 ?? null,
    max_ms: max ?? null,
    legal_time_used_max: shareMax / 10_000,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

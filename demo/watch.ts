import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Heed } from '../src/heed.ts';
import type { Api } from './api.ts';

/** Where one sender stands at one moment. Times are epoch ms or ms. */
export interface SenderState {
  readonly id: string;
  readonly name: string;
  /** Opt-outs it has acknowledged, and those it has yet to. */
  readonly told: number;
  readonly owed: number;
  readonly code: string | null;
  /** Set while it is left alone after a failure. */
  readonly retryAt: number | undefined;
  readonly latency: Latency;
}

export interface Latency {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** 1 is all of the legal time. */
  readonly share: number;
}

const millis = z.number().nullable();
const latencySchema = z.object({
  senders: z.array(
    z.object({
      sender: z.string(),
      name: z.string(),
      lag: z.number(),
      last_code: z.string().nullable(),
      windows: z.object({
        '24h': z.object({
          count: z.number(),
          p50_ms: millis,
          p95_ms: millis,
          p99_ms: millis,
          max_ms: millis,
          legal_time_used_max: z.number(),
        }),
      }),
    }),
  ),
});

/**
 * Reads where these senders stand, in this order: from `GET /v1/latency`, and from the database when each is tried
 * again.
 */
export async function readStates(api: Api, heed: Heed, ids: readonly string[]): Promise<SenderState[]> {
  const { senders } = await api.get('/v1/latency', latencySchema);
  const rows = await heed.database.all(
    heed.database.build.selectFrom('propagation').select(['sender_id', 'attempt', 'next_attempt_at']),
  );
  const wanted = ids.flatMap((id) => senders.filter(({ sender }) => sender === id));
  return wanted.map(({ sender, name, lag, last_code, windows }) => {
    const { count, ...window } = windows['24h'];
    const row = rows.find(({ sender_id }) => sender_id === sender);
    return {
      id: sender,
      name,
      told: count,
      owed: lag,
      code: last_code,
      retryAt: row !== undefined && row.attempt > 0 ? row.next_attempt_at : undefined,
      latency: {
        p50: window.p50_ms,
        p95: window.p95_ms,
        p99: window.p99_ms,
        max: window.max_ms,
        share: window.legal_time_used_max,
      },
    };
  });
}

const LOOK_MILLIS = 100;
const PATIENCE_MILLIS = 60_000;

/** Looks ten times a second until every sender has been told of `count` opt-outs. Each look is shown. */
export async function watchUntilTold(options: {
  count: number;
  look: () => Promise<SenderState[]>;
  show: (states: readonly SenderState[]) => void;
  signal: AbortSignal;
}): Promise<SenderState[]> {
  const { count, look, show, signal } = options;
  const until = performance.now() + PATIENCE_MILLIS;
  for (;;) {
    const states = await look();
    show(states);
    const behind = states.filter(({ told, owed }) => told < count || owed > 0);
    if (behind.length === 0) return states;
    if (performance.now() > until) {
      const names = behind.map(({ name, code }) => `${name} (${code ?? 'never asked'})`).join(', ');
      throw new Error(`After ${PATIENCE_MILLIS / 1_000} s these have not been told everything: ${names}.`);
    }
    await delay(LOOK_MILLIS, undefined, { signal });
  }
}

/** What a sender is doing, in a few words. */
export function stateWords({ told, owed, code, retryAt }: SenderState, now: number): string {
  if (owed === 0) return told === 0 ? 'nothing to learn yet' : 'up to date';
  if (retryAt === undefined) return 'catching up';
  const seconds = Math.ceil((retryAt - now) / 1_000);
  return seconds > 0 ? `trying again in ${seconds} s: ${code}` : `trying again now: ${code}`;
}

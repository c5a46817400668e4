import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { mintHere } from '../e2e/tokens.ts';
import { oneOf } from './seeded.ts';

/** An answer that a person or a system was given, or why there was none. */
export interface Answered {
  /** 0 where the connection ended before the answer. */
  readonly status: number;
  readonly millis: number;
}

/** People who opt out all the time, and a desk that takes words by telephone. */
export interface Crowd {
  readonly answers: readonly Answered[];
  /** Who was told 200 for a one-click: what was promised. */
  readonly promised: ReadonlySet<string>;
  /** Entries the desk was told the numbers of: seq to what was said. */
  readonly noted: ReadonlyMap<number, { readonly recipientId: string; readonly kind: string }>;
  /** Lets what is under way end. */
  stop(): Promise<void>;
}

export interface CrowdOptions {
  /** Where Heed can be asked now; it may be gone by then. */
  readonly ports: () => readonly number[];
  readonly random: () => number;
  readonly lanes: number;
  /** An API key that may record decisions; without one there is no desk. */
  readonly secret?: string | undefined;
  /** Waits so long between two of a lane's posts at most. */
  readonly pauseMillisMax?: number;
}

// Longer than any answer may take; whoever waits longer has not been answered.
export const PATIENCE_MILLIS = 25_000;
const CALLERS = 12;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const recordedSchema = z.object({
  results: z.array(z.object({ status: z.string(), seq: z.number().optional() })),
});

/** Begins at once, and goes on until it is stopped. Nobody in it gives up over a connection that was refused. */
export function gather({ ports, random, lanes, secret, pauseMillisMax = 20 }: CrowdOptions): Crowd {
  const answers: Answered[] = [];
  const promised = new Set<string>();
  const noted = new Map<number, { recipientId: string; kind: string }>();
  let stopped = false;

  async function ask(path: string, request: RequestInit): Promise<{ status: number; text: string }> {
    const open = ports();
    const begun = performance.now();
    let answer = { status: 0, text: '' };
    try {
      if (open.length === 0) return answer;
      const signal = AbortSignal.timeout(PATIENCE_MILLIS);
      const response = await fetch(`http://127.0.0.1:${oneOf(random, open)}${path}`, { ...request, signal });
      answer = { status: response.status, text: await response.text() };
      return answer;
    } catch {
      return answer; // killed before it answered: nothing was promised
    } finally {
      if (open.length > 0) answers.push({ status: answer.status, millis: performance.now() - begun });
      await delay(random() * pauseMillisMax);
    }
  }

  async function person(lane: number): Promise<void> {
    for (let turn = 0; !stopped; turn++) {
      const { recipientId, unsub } = mintHere(`person-${lane}-${turn}@example.com`);
      const post = { method: 'POST', headers: FORM, body: 'List-Unsubscribe=One-Click' };
      // A mail program tries again when it is told 503, and some send everything twice.
      for (let tries = random() < 0.1 ? 2 : 1; tries > 0; tries--) {
        const { status } = await ask(`/u/${unsub}`, post);
        if (status === 200) promised.add(recipientId);
      }
    }
  }

  async function desk(): Promise<void> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    while (!stopped) {
      const address = `caller-${Math.floor(random() * CALLERS)}@example.com`;
      const kind = random() < 0.5 ? 'opt_out' : 'opt_in';
      const evidence = { wording: 'Shall we?', reference: 'a call' };
      const decision = { address, scope: 'clearview', kind, channel: 'phone', evidence };
      const body = JSON.stringify({ decisions: [decision] });
      const { status, text } = await ask('/v1/decisions', { method: 'POST', headers, body });
      if (status !== 200) continue;
      const [result] = recordedSchema.parse(JSON.parse(text)).results;
      if (result?.status !== 'recorded' || result.seq === undefined) continue;
      noted.set(result.seq, { recipientId: mintHere(address).recipientId, kind });
    }
  }

  const all = [
    ...Array.from({ length: lanes }, (_, lane) => person(lane)),
    ...(secret === undefined ? [] : [desk()]),
  ];
  return {
    answers,
    promised,
    noted,
    async stop() {
      stopped = true;
      await Promise.all(all);
    },
  };
}

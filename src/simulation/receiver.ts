import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import {
  answered,
  type OutboundAnswer,
  type OutboundRequest,
  unreachable,
} from '../senders/outbound/outbound.ts';
import type { Chance } from './chance.ts';
import { type Down, type Episode, type Mood, moodAt } from './mood.ts';
import type { Outages } from './options.ts';
import { type Received, type ReceivedItem, readItem } from './received.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { HOUR, MINUTE, SECOND } from './weather.ts';

/** A system that mails people and is told by webhook. It can fail in every way such systems do. */
export interface Receiver {
  readonly received: Received;
  /** What goes wrong when; emptied, it is well. */
  episodes: readonly Episode[];
  readonly poison: Poison;
  take(request: OutboundRequest): Promise<OutboundAnswer>;
}

/** People whose address it cannot bear, by number. */
export interface Poison {
  /** It rejects them by name. */
  readonly rejected: Set<number>;
  /** It refuses every request they are in, without saying why. */
  readonly choking: Set<number>;
  /** It breaks down over every request they are in. */
  readonly deadly: Set<number>;
}

export interface ReceiverParts {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly outages: Outages;
  readonly received: Received;
  /** `whsec_` and base64, as the sender's owner was given it. */
  readonly secret: string;
  /** Told of every item that comes, before anything is done with it. */
  readonly came: (item: ReceivedItem) => void;
  /** Told of what should never come: wrongly signed, unreadable, about strangers. */
  readonly wrong: (what: string) => void;
  readonly note: (what: string) => void;
}

// The items are looked at one by one.
const bodySchema = z.object({
  type: z.literal('suppression.changed'),
  data: z.object({ items: z.custom<readonly ChangeItem[]>(Array.isArray) }),
});

// Both sides' clocks are believed to be within five minutes of the truth.
const SIGNED_SECONDS_MAX = 10 * 60;
const FAILED: Readonly<Record<Exclude<Down, `http_${string}`>, OutboundAnswer>> = {
  timeout: unreachable('timeout'),
  connection_refused: unreachable('connection_refused'),
  dns: unreachable('dns'),
  tls: unreachable('tls'),
  reset: unreachable('reset'),
};

/** Makes a receiver in perfect health. */
export function createReceiver(parts: ReceiverParts): Receiver {
  const { clock, chance, received } = parts;
  // Some answer item by item, some only with a status.
  const itemised = chance.happens(0.5);
  const poison: Poison = { rejected: new Set(), choking: new Set(), deadly: new Set() };

  function open({ headers, body }: OutboundRequest): ReceivedItem[] {
    const text = String(body);
    if (!isSigned(headers, text, parts.secret, clock.now()))
      parts.wrong('a request came that is not signed as agreed');
    const parsed = bodySchema.safeParse(JSON.parse(text));
    if (!parsed.success) parts.wrong('a request came whose body cannot be read');
    return (parsed.data?.data.items ?? []).flatMap((item) => {
      const read = readItem(item);
      if (read === undefined) parts.wrong('an item came that speaks of nobody, or in words nobody agreed on');
      else parts.came(read);
      return read ?? [];
    });
  }

  function apply(items: readonly ReceivedItem[]): void {
    for (const item of items) if (!poison.rejected.has(item.person)) received.apply(item);
  }

  function resultsOf(items: readonly ReceivedItem[]): string {
    const results = items.map(({ person, seq }) =>
      poison.rejected.has(person)
        ? { seq, status: 'rejected', code: 'unwanted' }
        : { seq, status: 'applied' },
    );
    const whole = itemised || results.some(({ status }) => status === 'rejected');
    return whole ? JSON.stringify({ results }) : '';
  }

  /** Applies some and answers for some: the others are asked for again, rejected for now, or forgotten. */
  function partly(items: readonly ReceivedItem[]): OutboundAnswer {
    const results = items.flatMap((item) => {
      const { seq, person } = item;
      if (poison.rejected.has(person)) return { seq, status: 'rejected', code: 'unwanted' };
      if (chance.happens(0.15)) return { seq, status: 'retry', code: 'busy' };
      if (chance.happens(0.03)) return { seq, status: 'rejected', code: 'unknown_list' };
      received.apply(item);
      return chance.happens(0.05) ? [] : { seq, status: chance.happens(0.5) ? 'applied' : 'already' };
    });
    return answerOf(200, JSON.stringify({ results }));
  }

  async function perform(
    mood: Mood,
    items: readonly ReceivedItem[],
    request: OutboundRequest,
  ): Promise<OutboundAnswer> {
    if (items.some(({ person }) => poison.choking.has(person))) return answerOf(chance.pick([400, 413, 422]));
    if (items.some(({ person }) => poison.deadly.has(person)))
      return chance.happens(0.5) ? answerOf(500) : FAILED.reset;
    switch (mood.kind) {
      case 'down':
        return failed(mood.how);
      case 'storm':
        return answerOf(
          429,
          '',
          chance.pick(['1', '30', '600', '86400', 'soon', new Date(clock.now() + MINUTE).toUTCString()]),
        );
      case 'answer_lost':
        apply(items);
        return chance.happens(0.5) ? FAILED.reset : FAILED.timeout;
      case 'late':
        clock.at(clock.now() + chance.magnitude(SECOND, 6 * HOUR), () => apply(items));
        return FAILED.timeout;
      case 'slow':
        return slowly(items, request);
      case 'partial':
        return partly(items);
      case 'garbled':
        apply(items);
        return answerOf(200, `{"results":[{"seq":${items[0]?.seq ?? 0},"sta`);
      case 'well':
        apply(items);
        return answerOf(200, resultsOf(items));
    }
  }

  async function slowly(
    items: readonly ReceivedItem[],
    { timeoutMillis, signal }: OutboundRequest,
  ): Promise<OutboundAnswer> {
    const millis = chance.between(2 * SECOND, 30 * SECOND);
    // It goes on working, whether or not anybody still waits for its answer.
    clock.at(clock.now() + millis, () => apply(items));
    await clock.sleep(Math.min(millis + 1, timeoutMillis), signal);
    if (signal?.aborted) return unreachable('aborted');
    return millis >= timeoutMillis ? FAILED.timeout : answerOf(200, resultsOf(items));
  }

  async function failed(how: Down): Promise<OutboundAnswer> {
    if (
      how === 'timeout' ||
      how === 'connection_refused' ||
      how === 'dns' ||
      how === 'tls' ||
      how === 'reset'
    ) {
      return FAILED[how];
    }
    return answerOf(Number(how.slice('http_'.length)));
  }

  const receiver: Receiver = {
    received,
    episodes: [],
    poison,
    async take(request) {
      const mood = moodAt(clock.now(), receiver.episodes, parts);
      const items = open(request);
      await clock.sleep(latencyMillis(mood, request, chance), request.signal);
      if (request.signal?.aborted) return unreachable('aborted');
      const answer = await perform(mood, items, request);
      parts.note(
        `${items.length} items ${items[0]?.seq}–${items.at(-1)?.seq} came: ${mood.kind}, ${spelled(answer)}`,
      );
      return answer;
    },
  };
  return receiver;
}

function latencyMillis(mood: Mood, { timeoutMillis }: OutboundRequest, chance: Chance): number {
  const waits = mood.kind === 'late' || (mood.kind === 'down' && mood.how === 'timeout');
  return waits ? timeoutMillis : chance.between(5, 150);
}

function answerOf(status: number, body = '', retryAfter?: string): OutboundAnswer {
  return answered({ status, retryAfter, chunks: [new TextEncoder().encode(body)] });
}

function spelled(answer: OutboundAnswer): string {
  return answer.kind === 'answered' ? `answered ${answer.status}` : answer.code;
}

/** Standard Webhooks 1.0.0, checked as a receiver's own library would. */
function isSigned(headers: OutboundRequest['headers'], body: string, secret: string, now: number): boolean {
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp = '0',
    'webhook-signature': signatures = '',
  } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const isFresh = Math.abs(Number(timestamp) - now / SECOND) <= SIGNED_SECONDS_MAX;
  return isFresh && signatures.split(' ').includes(`v1,${wanted}`);
}

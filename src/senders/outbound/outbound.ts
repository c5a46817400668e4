import type { AddressPolicy, UrlRefusalCode } from './address-guard.ts';

/** The longest answer that is read, in bytes: a hundred per-item results take about 10 KiB, so this is ample. */
export const ANSWER_BYTES_MAX = 256 * 1024;

/** One POST to a system outside. `timeoutMillis` bounds the whole exchange: name look-up, connect, send and answer. */
export type OutboundRequest = {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
  timeoutMillis: number;
  signal?: AbortSignal | undefined;
};

/**
 * Why no usable answer came. The list is closed and its words are stable: they are stored and shown, so none of them
 * may ever hold an address, a URL or anything the other side wrote.
 */
export type UnreachableCode =
  | UrlRefusalCode
  | 'request_invalid' // a header or body that HTTP cannot carry
  | 'timeout'
  | 'aborted' // by the caller's signal, or because the outbound was closed
  | 'dns'
  | 'connection_refused'
  | 'unroutable'
  | 'tls'
  | 'reset' // the connection ended before the answer did; the other side may have acted
  | 'protocol' // not HTTP
  | 'answer_too_large'
  | 'answer_encoded' // compressed although the request asked for none
  | 'network'; // none of the above

/** What came of a POST. A redirect is an ordinary answer with a 3xx status: it is never followed. */
export type OutboundAnswer =
  | { kind: 'answered'; status: number; headers: { retryAfter?: string }; body: string }
  | { kind: 'unreachable'; code: UnreachableCode };

/**
 * The one way out to systems that others name. Never throws and never rejects: what can happen is a value.
 * Nothing is sent twice; after `reset` or `timeout` the caller cannot know whether the other side acted.
 */
export interface Outbound {
  post(request: OutboundRequest): Promise<OutboundAnswer>;
}

/** What every implementation is made with. */
export type OutboundOptions = { policy: AddressPolicy };

/** The `unreachable` answer with this code. */
export function unreachable(code: UnreachableCode): OutboundAnswer {
  return { kind: 'unreachable', code };
}

/** The `answered` value, made of what a response offered; bytes that are not UTF-8 become U+FFFD. */
export function answered(response: {
  status: number;
  retryAfter: string | null | undefined;
  chunks: readonly Uint8Array[];
}): OutboundAnswer {
  const { status, retryAfter, chunks } = response;
  const decoder = new TextDecoder();
  const body = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
  return { kind: 'answered', status, headers: retryAfter ? { retryAfter } : {}, body };
}

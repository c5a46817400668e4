import type { ClientRequest, IncomingMessage } from 'node:http';
import { failureCode } from './failure-code.ts';
import {
  ANSWER_BYTES_MAX,
  answered,
  type OutboundAnswer,
  type UnreachableCode,
  unreachable,
} from './outbound.ts';

/** One exchange under way: its answer, and a way to end it early. */
export type Exchange = {
  answer: Promise<OutboundAnswer>;
  /** Ends the exchange with this code and drops its connection. Does nothing once there is an answer. */
  giveUp: (code: UnreachableCode) => void;
};

/**
 * Sends `body` through a request that was opened but not yet sent, and reads the answer up to `ANSWER_BYTES_MAX` bytes.
 * The first thing that happens decides: answer, error, `timeoutMillis` (counted from this call, covering everything) or
 * `giveUp`. The promise never rejects.
 */
export function exchange(outgoing: ClientRequest, body: Uint8Array, timeoutMillis: number): Exchange {
  const { promise, resolve } = Promise.withResolvers<OutboundAnswer>();
  let settled = false;
  const settle = (answer: OutboundAnswer): void => {
    settled = true;
    clearTimeout(timer);
    resolve(answer);
  };
  const giveUp = (code: UnreachableCode): void => {
    // After an answer the connection belongs to the agent again, and perhaps to another exchange.
    if (settled) return;
    settle(unreachable(code));
    outgoing.destroy();
  };
  const timer = setTimeout(giveUp, timeoutMillis, 'timeout');
  outgoing.on('error', (error) => giveUp(failureCode(error)));
  // Also how an answer that was cut off shows: its request closes and no 'end' has come.
  outgoing.on('close', () => giveUp('reset'));
  outgoing.on('response', (incoming) => readAnswer(incoming, settle, giveUp));
  outgoing.end(body);
  return { answer: promise, giveUp };
}

function readAnswer(
  incoming: IncomingMessage,
  settle: (answer: OutboundAnswer) => void,
  giveUp: (code: UnreachableCode) => void,
): void {
  const { statusCode: status = 0, headers } = incoming;
  const encoding = headers['content-encoding']?.toLowerCase() || 'identity';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength;
    // Compressed bytes would read as "some text", and some text can mean "all taken": better no answer than that one.
    if (encoding !== 'identity') return giveUp('answer_encoded');
    if (bytes > ANSWER_BYTES_MAX) return giveUp('answer_too_large');
    chunks.push(chunk);
  });
  incoming.on('end', () => settle(answered({ status, retryAfter: headers['retry-after'], chunks })));
}

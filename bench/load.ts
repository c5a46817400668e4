import { type Connection, openConnection } from './connection.ts';

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The next request, whole, as it goes over the wire; undefined when there is none left. */
  readonly next: () => string | undefined;
}

/** What came of a round. */
export interface LoadResult {
  /** Requests answered 200 and other answers, of those sent within the time that was measured. */
  readonly answered: number;
  readonly refused: number;
  /** Answered 200 of those sent before that. */
  readonly before: number;
  readonly seconds: number;
  /** Of every request of the measured time that was answered 200, sorted, in ms. */
  readonly latencies: Float64Array;
  /** Share of the time this process was at work itself: near 1 it was measured, and not the server. */
  readonly clientBusy: number;
}

const LATENCIES_MAX = 4_000_000;

/**
 * Keeps `connections` sockets busy, each with one request at a time on a connection that is kept, for `seconds`; then
 * waits for the answers still under way. The time begins when every connection was answered once: a server on Node
 * accepts one connection in each turn of its event loop (libuv #3696), so before that there are not as many.
 */
export async function load({ port, connections, seconds, next }: LoadOptions): Promise<LoadResult> {
  const latencies = new Float64Array(LATENCIES_MAX);
  let [answered, refused, before, silent] = [0, 0, 0, connections];
  let startedAt = Number.POSITIVE_INFINITY;
  let utilised = performance.eventLoopUtilization();
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));

  function count(ok: boolean, sentAt: number): void {
    if (!ok) refused += 1;
    else if (sentAt < startedAt) before += 1;
    else latencies[answered++ % LATENCIES_MAX] = performance.now() - sentAt;
  }

  function begin(): void {
    startedAt = performance.now();
    utilised = performance.eventLoopUtilization();
  }

  async function keepBusy(connection: Connection): Promise<void> {
    for (let sent = 0; ; sent += 1) {
      const sentAt = performance.now();
      const request = sentAt < startedAt + seconds * 1_000 ? next() : undefined;
      if (request === undefined) return connection.close();
      count(await connection.exchange(request), sentAt);
      if (sent === 0 && --silent === 0) begin();
    }
  }

  await Promise.all(open.map(keepBusy));
  return {
    answered,
    refused,
    before,
    seconds: (performance.now() - startedAt) / 1_000,
    latencies: latencies.slice(0, answered).sort(),
    clientBusy: performance.eventLoopUtilization(utilised).utilization,
  };
}

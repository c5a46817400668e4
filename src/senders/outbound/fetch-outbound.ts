import { checkTargetUrl } from './address-guard.ts';
import { failureCode } from './failure-code.ts';
import { ANSWER_BYTES_MAX, answered, type Outbound, type OutboundOptions, unreachable } from './outbound.ts';

/**
 * The outbound for runtimes that have `fetch` and no sockets, such as Cloudflare Workers. Same URL checks, same answers
 * and bounds as on Node; redirects are not followed. **It cannot judge the addresses behind a host name**: there is
 * no say over DNS. On Workers nothing private is within reach of a plain `fetch`; elsewhere use the Node outbound. Nor
 * does Workers tell one failed connection from another: there `network` stands for `dns`, `tls`, `reset` and the rest.
 */
export function createFetchOutbound({ policy }: OutboundOptions): Outbound {
  return {
    async post({ url, headers, body, timeoutMillis, signal }) {
      const target = checkTargetUrl(url, policy);
      if (target.kind === 'refused') return unreachable(target.code);
      if (signal?.aborted) return unreachable('aborted');
      const timeout = AbortSignal.timeout(timeoutMillis);
      const ends = signal ? AbortSignal.any([signal, timeout]) : timeout;
      // A copy: `fetch` takes no bytes whose memory might be shared.
      const bytes = typeof body === 'string' ? body : new Uint8Array(body);
      try {
        const response = await fetch(target.url.href, {
          method: 'POST',
          headers,
          body: bytes,
          redirect: 'manual',
          signal: ends,
        });
        const chunks = await readBounded(response);
        if (!chunks) return unreachable('answer_too_large');
        return answered({ status: response.status, retryAfter: response.headers.get('retry-after'), chunks });
      } catch (error) {
        if (timeout.aborted) return unreachable('timeout');
        return unreachable(signal?.aborted ? 'aborted' : failureCode(error));
      }
    },
  };
}

async function readBounded(response: Response): Promise<Uint8Array[] | undefined> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return chunks;
    bytes += part.value.byteLength;
    if (bytes > ANSWER_BYTES_MAX) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
}

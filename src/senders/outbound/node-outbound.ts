import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { checkTargetUrl, isLoopback, mayConnect } from './address-guard.ts';
import { failureCode } from './failure-code.ts';
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.ts';
import { exchange } from './node-exchange.ts';
import { type Outbound, type OutboundOptions, type OutboundRequest, unreachable } from './outbound.ts';

/** An outbound that owns connections. */
export interface NodeOutbound extends Outbound {
  /** Drops every connection. Exchanges under way, and all later ones, answer `aborted`. */
  close(): void;
}

const AGENT = {
  keepAlive: true,
  // Unused connections go after 10 s: firewalls forget quiet ones without a word, and the next push would hang.
  timeout: 10_000,
  // Node's 250 ms for each address of a name is too little between continents.
  autoSelectFamilyAttemptTimeout: 2_000,
};

/**
 * The outbound for Node. Connections are kept and reused, redirects are not followed, proxies named in the environment
 * are not used, and every address a name leads to is judged by `policy` at the moment of connecting. Plain http, which
 * `checkTargetUrl` lets through for this machine alone, connects to loopback addresses alone, whatever the name
 * resolves to. `lookup` replaces the operating system's resolver.
 */
export function createNodeOutbound(options: OutboundOptions & { lookup?: Resolve }): NodeOutbound {
  const { policy, lookup: resolve = resolveBySystem } = options;
  const secure = new HttpsAgent({
    ...AGENT,
    lookup: guardedLookup({ resolve, allows: (ip) => mayConnect(ip, policy) }),
  });
  const plain = new HttpAgent({ ...AGENT, lookup: guardedLookup({ resolve, allows: isLoopback }) });
  const underWay = new Set<() => void>();
  let closed = false;

  const open = (url: URL, bytes: Uint8Array, headers: OutboundRequest['headers']): ClientRequest => {
    const settings = {
      method: 'POST',
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': String(bytes.byteLength) },
    };
    return url.protocol === 'https:'
      ? httpsRequest(url, { ...settings, agent: secure })
      : httpRequest(url, { ...settings, agent: plain });
  };

  return {
    async post({ url, headers, body, timeoutMillis, signal }) {
      const target = checkTargetUrl(url, policy);
      if (target.kind === 'refused') return unreachable(target.code);
      if (closed || signal?.aborted) return unreachable('aborted');
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      let outgoing: ClientRequest;
      try {
        outgoing = open(target.url, bytes, headers);
      } catch (error) {
        return unreachable(failureCode(error));
      }
      const { answer, giveUp } = exchange(outgoing, bytes, timeoutMillis);
      const abort = (): void => giveUp('aborted');
      signal?.addEventListener('abort', abort, { once: true });
      underWay.add(abort);
      try {
        return await answer;
      } finally {
        signal?.removeEventListener('abort', abort);
        underWay.delete(abort);
      }
    },
    close() {
      closed = true;
      for (const abort of underWay) abort();
      secure.destroy();
      plain.destroy();
    },
  };
}

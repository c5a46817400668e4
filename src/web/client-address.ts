import type { Context } from 'hono';

/**
 * The address a request came from, as far as it can be known: the last one in the header a trusted proxy writes (the
 * others may be made up by the client), else the connection's own. `unknown` where there is neither, so that those share
 * one allowance.
 */
export function clientAddress(c: Context, header: string | undefined): string {
  if (header !== undefined) {
    const last = c.req.header(header)?.split(',').at(-1)?.trim();
    if (last) return last;
  }
  return socketAddress(c.env) ?? 'unknown';
}

/** What the Node adaptor puts beside a request, read with care: tests and Workers have none. */
function socketAddress(environment: unknown): string | undefined {
  const incoming = valueOf(environment, 'incoming');
  const address = valueOf(valueOf(incoming, 'socket'), 'remoteAddress');
  return typeof address === 'string' ? address : undefined;
}

function valueOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

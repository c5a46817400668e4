import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { REFUSED_ADDRESS_ERROR } from './failure-code.ts';

/** All IP addresses of a host name, as literals. Rejects, or gives none, when the name has none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Asks the operating system: the hosts file and DNS, IPv4 and IPv6. */
export const resolveBySystem: Resolve = async (hostname) => {
  const found = await systemLookup(hostname, { all: true });
  return found.map(({ address }) => address);
};

/**
 * A look-up for sockets that lets a connection through only when *every* address of the name is allowed. The socket
 * connects to the very addresses this returns, so a name that answers differently a moment later (DNS rebinding) gains
 * nothing. One refused address refuses the name: a public and a private answer side by side is how the guard would
 * be probed, and no honest receiver needs it. A socket asks no look-up for an IP literal: check those before.
 */
export function guardedLookup(options: {
  resolve: Resolve;
  allows: (ip: string) => boolean;
}): LookupFunction {
  const { resolve, allows } = options;
  return (hostname, { all }, callback) => {
    const fail = (code: string): void => callback(codedError(code), '');
    const answer = (addresses: readonly string[]): void => {
      const [first] = addresses;
      if (first === undefined) return fail('ENOTFOUND');
      if (!addresses.every(allows)) return fail(REFUSED_ADDRESS_ERROR);
      if (!all) return callback(null, first, isIP(first));
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      callback(null, found);
    };
    // Whatever a resolver rejects with, the name could not be resolved.
    resolve(hostname).then(answer, () => fail('ENOTFOUND'));
  };
}

function codedError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

import type { UnreachableCode } from './outbound.ts';

/** The error code by which a guarded look-up says that a name led to an address that may not be connected to. */
export const REFUSED_ADDRESS_ERROR = 'HEED_REFUSED_ADDRESS';

const CODES: Readonly<Record<string, UnreachableCode>> = {
  [REFUSED_ADDRESS_ERROR]: 'refused_address',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  EHOSTUNREACH: 'unroutable',
  ENETUNREACH: 'unroutable',
  EADDRNOTAVAIL: 'unroutable',
  EPROTO: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  ERR_INVALID_CHAR: 'request_invalid',
  ERR_INVALID_HTTP_TOKEN: 'request_invalid',
  ERR_HTTP_INVALID_HEADER_VALUE: 'request_invalid',
};

const PREFIXES: readonly (readonly [string, UnreachableCode])[] = [
  ['ERR_TLS_', 'tls'],
  ['ERR_SSL_', 'tls'],
  ['CERT_', 'tls'],
  ['UNABLE_TO_', 'tls'], // OpenSSL: UNABLE_TO_VERIFY_LEAF_SIGNATURE and its kin
  ['HPE_', 'protocol'], // the parser of Node's HTTP client
];

/**
 * The stable code for an error of a network call, read from the runtime's own codes alone: messages hold addresses
 * and change between releases. Looks through `cause` and through the errors of an AggregateError (several addresses
 * tried). What it does not know is `network`. Pure; never throws.
 */
export function failureCode(error: unknown): UnreachableCode {
  return knownCode(error, 4) ?? 'network';
}

function knownCode(error: unknown, depth: number): UnreachableCode | undefined {
  if (!(error instanceof Error) || depth === 0) return undefined;
  const own = 'code' in error && typeof error.code === 'string' ? codeOf(error.code) : undefined;
  if (own) return own;
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  for (const next of [...inner, error.cause]) {
    const code = knownCode(next, depth - 1);
    if (code) return code;
  }
  return undefined;
}

function codeOf(code: string): UnreachableCode | undefined {
  if (Object.hasOwn(CODES, code)) return CODES[code];
  return PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1];
}

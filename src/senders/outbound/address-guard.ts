import ipaddr from 'ipaddr.js';

/**
 * Where requests may go. `public`: the public internet alone. `public_and_loopback`: also this machine (development).
 * `any`: wherever a URL points, for an operator who vouches for everyone able to set one and whose senders live on a
 * private network or behind NAT64.
 */
export type AddressPolicy = { allow: 'public' | 'public_and_loopback' | 'any' };

/** Why a target URL is refused. */
export type UrlRefusalCode = 'url_unreadable' | 'url_not_https' | 'url_has_credentials' | 'refused_address';

/** A target URL that may be used, or the reason why not and what to do about it. */
export type TargetUrl = { kind: 'ok'; url: URL } | { kind: 'refused'; code: UrlRefusalCode; fix: string };

// Azure answers for its machines' metadata and agents on an address that belongs to no special range:
// learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
const PUBLIC_IN_NAME_ONLY: ReadonlySet<string> = new Set(['168.63.129.16']);

// Names that never belong to the public internet: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa),
// ICANN 2024 (internal). The connect-time check would find most; this says so before anything is stored.
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)$/;
const LOOPBACK_NAME = /(^|\.)localhost$/;

const FIXES: Record<UrlRefusalCode, string> = {
  url_unreadable: 'Give a whole web address, for example https://mail.example.com/hooks/heed.',
  url_not_https: 'Give an address that starts with https://: what is sent holds people’s addresses.',
  url_has_credentials: 'Remove the user name and password from the address; requests are signed instead.',
  refused_address:
    'Give an address on the public internet; private, local and reserved addresses are refused.',
};

/**
 * Whether a connection to this IP address may be opened under the policy. Takes one canonical literal as a resolver
 * gives it (no brackets, no port); anything else is refused. Under `public` only plain public unicast passes: the IANA
 * special-purpose registries (RFC 6890) are refused, and so is every IPv6 form that carries an IPv4 address inside
 * (mapped, compatible, NAT64, 6to4, Teredo), whichever address it carries. Pure; never throws.
 */
export function mayConnect(ip: string, policy: AddressPolicy): boolean {
  const address = parseIp(ip);
  if (!address) return false;
  if (policy.allow === 'any') return true;
  if (policy.allow === 'public_and_loopback' && address.range() === 'loopback') return true;
  return isPublicUnicast(address);
}

/** Whether this IP literal is this machine itself: 127.0.0.0/8 or ::1, in no disguise. Pure; never throws. */
export function isLoopback(ip: string): boolean {
  return parseIp(ip)?.range() === 'loopback';
}

/**
 * Judges a URL before it is stored or requested: https (plain http only to this machine, where the policy allows
 * it), no credentials, and no host that is a refused IP literal in any spelling or a local name. A host name that
 * passes is only a name: the addresses behind it are judged when the connection is opened. Pure; never throws.
 */
export function checkTargetUrl(text: string, policy: AddressPolicy): TargetUrl {
  if (!URL.canParse(text)) return refused('url_unreadable');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('url_not_https');
  if (url.username !== '' || url.password !== '') return refused('url_has_credentials');
  const host = bareHost(url);
  const literal = parseIp(host) !== undefined;
  const loopback = literal ? isLoopback(host) : LOOPBACK_NAME.test(host);
  if (url.protocol === 'http:' && !(loopback && policy.allow !== 'public')) return refused('url_not_https');
  const allowed = literal ? mayConnect(host, policy) : mayNameHost(host, policy);
  return allowed ? { kind: 'ok', url } : refused('refused_address');
}

// The URL parser has already turned 2130706433, 0x7f.1, 0177.0.0.1 and full-width digits into dotted decimals (WHATWG
// URL, "IPv4 parser"); what is left are the brackets of IPv6 and the dot that ends an absolute name.
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
}

function mayNameHost(host: string, policy: AddressPolicy): boolean {
  if (host === '') return false;
  if (policy.allow === 'any' || !LOCAL_NAME.test(host)) return true;
  return policy.allow === 'public_and_loopback' && LOOPBACK_NAME.test(host);
}

// Strict on purpose: 010.0.0.1 is ten to one reader and eight to another, so it is no address here.
function parseIp(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  // A zone (%eth0) names an interface of this machine; no public address has one.
  if (!text.includes('%') && ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text);
  return undefined;
}

function isPublicUnicast(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || PUBLIC_IN_NAME_ONLY.has(address.toString())) return false;
  if (address.kind() === 'ipv4') return true;
  // 2000::/3 is all of IPv6 that IANA has given out as global unicast (RFC 4291 §2.4); the rest, ::a.b.c.d among it,
  // has no public meaning.
  const firstByte = address.toByteArray()[0] ?? 0;
  return firstByte >> 5 === 0b001;
}

function refused(code: UrlRefusalCode): TargetUrl {
  return { kind: 'refused', code, fix: FIXES[code] };
}

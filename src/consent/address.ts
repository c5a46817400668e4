import { domainToASCII } from 'node:url';

/** A normalised mail address: the form every match is made on. Only `normaliseAddress` makes one. */
export type Address = string & { readonly __brand: 'Address' };

export type AddressProblem =
  | 'empty'
  | 'no_at_sign'
  | 'control_character'
  | 'name_and_brackets'
  | 'local_part_empty'
  | 'local_part_invalid'
  | 'local_part_too_long'
  | 'domain_empty'
  | 'domain_invalid'
  | 'domain_without_dot'
  | 'domain_too_long'
  | 'address_too_long';

export type AddressOutcome =
  | {
      readonly kind: 'address';
      readonly address: Address /** As given, trimmed. */;
      readonly spelling: string;
    }
  | { readonly kind: 'not_an_address'; readonly code: AddressProblem; readonly fix: string };

// RFC 5321 §4.5.3.1: octets. The path's 256 include its angle brackets.
const LOCAL_PART_OCTETS_MAX = 64;
const DOMAIN_OCTETS_MAX = 255;
const ADDRESS_OCTETS_MAX = 254;
// Room for decomposed letters and escapes. IDNA's cost grows with the square of the length, so longer is not looked at.
const INPUT_LENGTH_MAX = 1_000;

const ATEXT = "[a-z0-9!#$%&'*+/=?^_`{|}~-]";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const PLAIN = new RegExp(`^${ATEXT}+(?:\\.${ATEXT}+)*@${LABEL}(?:\\.${LABEL})+$`);
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
// RFC 6531 §3.3 adds every character beyond ASCII to atext.
const DOT_ATOM = /^[^\s"(),.:;<>@[\\\]]+(?:\.[^\s"(),.:;<>@[\\\]]+)*$/;
// RFC 6530 §10.1 forbids controls (Cc). Characters drawn as nothing (DI) come along when an address is copied from a page
// and would make the person a stranger; joiners and variation selectors have their use inside a word, so they stay there.
// U+FFFD stands where a decoder could not read: the address behind it is another one.
const UNSEEN = /(?![\u200c\u200d\p{VS}])[\p{Cc}\p{DI}\ufffd]/u;
const UNSEEN_AROUND = /^[\s\p{DI}]+|[\s\p{DI}]+$/gu;
// What a domain may be spelled with. Without this the URL parser behind IDNA would read a path, a port or %2e into it.
const DOMAIN_TEXT = /^[a-zA-Z0-9.\-\u{80}-\u{10ffff}]+$/u;

/**
 * Brings an address to the form opt-outs are matched on: trimmed of all that cannot be seen, split at the last `@`, a
 * quoted dot-atom unquoted, NFC, lower-cased, the domain as A-labels without a trailing dot. Gmail dots and `+tags` are
 * kept: 15 USC 7704(a)(3)(A)(i) ties a request to the address that got the mail.
 *
 * Lower-casing the local part departs from RFC 5321 §2.4 on purpose: here the error is one neighbour too many
 * suppressed. A refusal names what is wrong and never repeats what was given.
 */
export function normaliseAddress(input: string): AddressOutcome {
  const spelling = input.trim();
  const lower = spelling.toLowerCase();
  // Nearly every address is plain ASCII and takes this way; the property test holds both ways equal.
  if (lower.length <= LOCAL_PART_OCTETS_MAX && PLAIN.test(lower)) return accepted(lower, spelling);
  return normaliseSlowly(input);
}

/** The whole rule, for addresses that are not plainly ASCII. Exported so that a test can compare it with the fast way. */
export function normaliseSlowly(input: string): AddressOutcome {
  if (input.length > INPUT_LENGTH_MAX) return tooLong();
  const spelling = input.replaceAll(UNSEEN_AROUND, '');
  if (spelling === '') return refused('empty', 'Give an address such as name@example.com.');
  if (UNSEEN.test(spelling) || !spelling.isWellFormed()) {
    return refused('control_character', 'Remove line breaks, tabs and other characters that cannot be read.');
  }
  const at = spelling.lastIndexOf('@');
  if (at === -1) return refused('no_at_sign', 'An address has an @, as in name@example.com.');
  if (spelling.endsWith('>')) {
    return refused('name_and_brackets', 'Give the address alone, without a name or < >.');
  }
  const local = normaliseLocalPart(spelling.slice(0, at));
  if (local.kind === 'not_an_address') return local;
  const domain = normaliseDomain(spelling.slice(at + 1));
  if (domain.kind === 'not_an_address') return domain;
  const address = `${local.text}@${domain.text}`;
  if (octets(address) > ADDRESS_OCTETS_MAX) return tooLong();
  return accepted(address, spelling);
}

type Part =
  | { readonly kind: 'part'; readonly text: string }
  | Extract<AddressOutcome, { kind: 'not_an_address' }>;

function normaliseLocalPart(text: string): Part {
  if (text === '') return refused('local_part_empty', 'Put a name before the @, as in name@example.com.');
  const quoted = text.startsWith('"');
  const bare = quoted ? unquote(text) : text;
  // Folded after unquoting: an escape may stand between a letter and its accent.
  const content = bare === undefined ? undefined : fold(bare);
  if (content === undefined || !(quoted || DOT_ATOM.test(content))) {
    return refused('local_part_invalid', 'Remove spaces, brackets and stray dots before the @.');
  }
  // RFC 5322 §3.2.4: the quotes are no part of the value, so "a.b"@x is a.b@x.
  const canonical = DOT_ATOM.test(content) ? content : `"${content.replaceAll(/["\\]/g, '\\$&')}"`;
  if (octets(canonical) > LOCAL_PART_OCTETS_MAX) {
    return refused(
      'local_part_too_long',
      `The part before the @ has at most ${LOCAL_PART_OCTETS_MAX} octets.`,
    );
  }
  return { kind: 'part', text: canonical };
}

/** The content of a quoted-string, or undefined when it is not one. */
function unquote(text: string): string | undefined {
  const match = /^"((?:[^"\\]|\\.)*)"$/u.exec(text);
  return match?.[1]?.replaceAll(/\\(.)/gu, '$1');
}

function normaliseDomain(text: string): Part {
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (bare === '') return refused('domain_empty', 'Put a domain after the @, as in name@example.com.');
  const ascii = aLabels(bare);
  if (octets(ascii) > DOMAIN_OCTETS_MAX) {
    return refused('domain_too_long', `The part after the @ has at most ${DOMAIN_OCTETS_MAX} octets.`);
  }
  if (!DOMAIN.test(ascii)) {
    return refused('domain_invalid', 'After the @ use letters, digits, hyphens and dots, as in example.com.');
  }
  if (!ascii.includes('.')) {
    return refused('domain_without_dot', 'The part after the @ needs a dot, as in example.com.');
  }
  return { kind: 'part', text: ascii };
}

/** RFC 6531 §3.2: IDNA-processed; empty when that fails. ASCII needs no processing. */
function aLabels(domain: string): string {
  if (!DOMAIN_TEXT.test(domain)) return '';
  if (/^\p{ASCII}*$/u.test(domain)) return domain.toLowerCase();
  // The label after the last dot keeps the URL parser behind IDNA from reading １.２ as an IP address.
  const ascii = domainToASCII(`${domain}.a`).slice(0, -'.a'.length);
  return ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
}

// Some letters are composed in lower case alone (J̌ but ǰ), so they are composed again after it: normalising twice must
// equal normalising once.
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}

function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function accepted(address: string, spelling: string): AddressOutcome {
  return { kind: 'address', address: address as Address, spelling }; // the only maker of this brand
}

function tooLong(): Extract<AddressOutcome, { kind: 'not_an_address' }> {
  return refused('address_too_long', `An address has at most ${ADDRESS_OCTETS_MAX} octets.`);
}

function refused(code: AddressProblem, fix: string): Extract<AddressOutcome, { kind: 'not_an_address' }> {
  return { kind: 'not_an_address', code, fix };
}

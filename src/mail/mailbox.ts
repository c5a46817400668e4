import { oneLine } from './printable.ts';

/** An address with the name it is shown under, as in `Heed <heed@example.com>`. */
export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

// One address and nothing else: a comma would make two of it, and a line break another header field. RFC 6531 §3.3
// allows every character beyond ASCII.
const WORD = String.raw`[^\s"(),:;<>@[\\\]\p{Cc}]+`;
const ONE_ADDRESS = new RegExp(String.raw`^(?:${WORD}|"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*")@${WORD}$`, 'u');
const ADDRESS_LENGTH_MAX = 320;
const NAMED = /^(.*)<([^<>]*)>$/su;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/su;
const NAME_LENGTH_MAX = 120;

/** True for exactly one mail address, without name, brackets or anything that could end a header line. */
export function isOneAddress(text: string): boolean {
  return text.length <= ADDRESS_LENGTH_MAX && ONE_ADDRESS.test(text);
}

/** A name as it may stand before an address; null when nothing is left of it. */
export function displayName(text: string | null): string | null {
  const name = Array.from(oneLine(text ?? ''))
    .slice(0, NAME_LENGTH_MAX)
    .join('');
  return name === '' ? null : name;
}

/** Reads `Name <address>`, `"Name" <address>` or an address alone; undefined for anything else. */
export function parseMailbox(text: string): Mailbox | undefined {
  const given = text.trim();
  const [, before = '', inside] = NAMED.exec(given) ?? [];
  const address = (inside ?? given).trim();
  if (!isOneAddress(address) || oneLine(given) !== given.replaceAll(/ {2,}/g, ' ')) return undefined;
  const bare = before.trim();
  const quoted = QUOTED.exec(bare)?.[1];
  return { name: displayName(quoted?.replaceAll(/\\(.)/gsu, '$1') ?? bare), address };
}

/** RFC 5322 §3.4: the name as a quoted-string, so that no character in it means anything, then the address. */
export function spellMailbox({ name, address }: Mailbox): string {
  if (name === null) return address;
  return `"${name.replaceAll(/["\\]/g, String.raw`\$&`)}" <${address}>`;
}

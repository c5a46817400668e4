/** What stands in for a code that was missing or could not be kept. */
export const UNSPECIFIED_CODE = 'unspecified';

const CODE_LENGTH_MAX = 40;
// Words of at most 24 characters: an MD5 or SHA-256 of the address, which is as personal as the address, is longer.
const SHAPE = /^[a-z0-9]{1,24}([_.-][a-z0-9]{1,24})*$/;
const LONG_NUMBER = /\d{6}/; // a telephone or customer number, not a reason
const TELLING_LENGTH_MIN = 3; // shorter parts of an address occur in any word

/**
 * A receiver's own code, kept only if it can be stored and shown without saying who the person is: lower-cased, short,
 * of the shape `word_word`, without long numbers or digests, and without any part of the address it was sent for.
 * Anything else becomes `unspecified`: nothing is cut out of a code, because what remains of `jane@example.com` still
 * names Jane. Pure; never throws.
 */
export function keepableCode(code: unknown, address: string): string {
  if (typeof code !== 'string' || code.length > CODE_LENGTH_MAX) return UNSPECIFIED_CODE;
  const text = code.toLowerCase();
  const tells = partsOf(address).some((part) => plain(text).includes(part));
  return SHAPE.test(text) && !LONG_NUMBER.test(text) && !tells ? text : UNSPECIFIED_CODE;
}

function partsOf(address: string): string[] {
  const at = address.lastIndexOf('@');
  const parts = [address.slice(0, at), address.slice(at + 1)];
  return parts.map(plain).filter((part) => part.length >= TELLING_LENGTH_MIN);
}

// Separators differ between an address and a code made of it: jane.doe+x, jane_doe_x.
function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

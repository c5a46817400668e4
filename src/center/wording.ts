import type { Brand } from '../brands/brand.ts';
import { maskAddress } from '../consent/recipient.ts';
import { brandOf, EVERYTHING, type Scope, topicOf } from '../consent/scope.ts';
import type { Keyring } from '../keys/keyring.ts';
import { unseal } from '../keys/seal.ts';
import type { LinkClaims } from '../links/token.ts';
import type { Visit } from './visit.ts';

/**
 * What a scope covers, in the reader's words: a topic by its name, a brand, or every brand of the company. What is gone
 * goes by its id: its opt-outs are still there.
 */
export function scopeInWords({ reader, brands, groupName }: Visit, scope: Scope): string {
  const { words, formats } = reader;
  if (scope === EVERYTHING) {
    return groupName === undefined ? words.what.everything : words.what.everyBrand(formats.name(groupName));
  }
  const id = brandOf(scope);
  const brand = brands.find((one) => one.id === id);
  const name = formats.name(brand?.name ?? id);
  const topic = topicOf(scope);
  if (topic === undefined) return words.what.brand(name);
  return words.what.topic(formats.name(brand?.topics.get(topic)?.name ?? topic), name);
}

/** The button that stops everything of the company, named by what it does; undefined where there is one brand only. */
export function stopAllLabel({ reader, brands, groupName }: Visit): string | undefined {
  if (brands.length < 2) return undefined;
  const { words, formats } = reader;
  return groupName === undefined
    ? words.stop.everything(namesOf({ reader }, brands))
    : words.stop.group(formats.name(groupName));
}

/** The company by its name, or where it has none by the names of its brands. */
export function groupInWords({ reader, brands, groupName }: Visit): string {
  return groupName === undefined ? namesOf({ reader }, brands) : reader.formats.name(groupName);
}

/** Names of brands as a list in the reader's language. */
export function namesOf({ reader }: Pick<Visit, 'reader'>, brands: readonly Brand[]): string {
  return reader.formats.list(brands.map(({ name }) => reader.formats.name(name)));
}

/** The address a link was made for, masked: a mail is forwarded, and then a stranger reads its page. Empty when it does not open. */
export function maskOf(keyring: Keyring, { addressSealed, recipientId }: LinkClaims): string {
  const spelling = unseal(keyring, addressSealed, recipientId);
  return spelling === undefined ? '' : maskAddress(spelling);
}

/** The last day on which mail may still come, in the reader's words: `dueAt` is the first forbidden instant, epoch ms. */
export function lastDay(
  { reader }: Pick<Visit, 'reader'>,
  dueAt: number | null,
  zone: string,
): string | undefined {
  return dueAt === null ? undefined : reader.formats.longDate(dueAt - 1, zone);
}

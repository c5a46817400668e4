import type { BrandDirectory } from '../../brands/directory.ts';
import { type Scope, topicScope } from '../../consent/scope.ts';
import type { ChangeItem } from '../../senders/connectors/connector.ts';

/** Whether a person is to be on the list of those who get no promotional mail of a brand: some of it, for `partly`. */
export type Suppress = 'yes' | 'no' | 'partly';

/** What the columns of a list are about: the sender's brands in the order of their ids, each with its topics. */
export type ListBrands = readonly { readonly id: string; readonly topics: readonly Scope[] }[];

/** The columns for these brands, as the directory knows them when the list is begun. */
export function listBrands(brands: readonly string[], directory: BrandDirectory): ListBrands {
  return brands.toSorted().map((id) => ({
    id,
    topics: [...(directory.get(id)?.topics.values() ?? [])]
      .filter(({ kind }) => kind === 'promotional')
      .map((topic) => topicScope(id, topic.id))
      .sort(),
  }));
}

/**
 * The heading of a list. The order never changes: the address; for each brand what to do, what stands for the brand, and
 * what stands for each of its topics; topics that are no longer offered; whether mail can be delivered; the entry.
 */
export function listHeading(brands: ListBrands): string {
  const columns = brands.flatMap(({ id, topics }) => [`suppress:${id}`, id, ...topics]);
  return csvRow(['address', ...columns, 'other_topics', 'undeliverable', 'seq']);
}

/** One person's row: their whole state. */
export function listRow(brands: ListBrands, item: ChangeItem): string {
  const known = new Set<string>(brands.flatMap(({ topics }) => topics));
  const columns = brands.flatMap(({ id, topics }) => [
    suppressOf(item, id),
    item.promotional[id] ?? '',
    ...topics.map((scope) => item.topics[scope] ?? ''),
  ]);
  // An opt-out of a topic that was removed is told all the same: the sender may still mail about it.
  const others = Object.entries(item.topics)
    .filter(([scope]) => !known.has(scope))
    .map(([scope, permission]) => `${scope}=${permission}`)
    .sort();
  const undeliverable = item.undeliverable ? 'yes' : 'no';
  return csvRow([item.address, ...columns, others.join(' '), undeliverable, String(item.seq)]);
}

/**
 * What a list of "no promotional mail" is to say of a person: yes when no topic of the brand may be sent to them, or no
 * mail reaches them; no when everything may be.
 */
export function suppressOf({ promotional, topics, undeliverable }: ChangeItem, brand: string): Suppress {
  if (undeliverable) return 'yes';
  const own = Object.entries(topics).filter(([scope]) => scope.startsWith(`${brand}/`));
  const brandStopped = promotional[brand] === 'suppressed';
  const stopped = own.filter(([, permission]) => permission === 'suppressed').length;
  if (own.length === 0) return brandStopped ? 'yes' : 'no';
  if (stopped === own.length) return 'yes';
  return stopped === 0 && !brandStopped ? 'no' : 'partly';
}

/** The same over all brands of a sender, for tools that have one list for everything. */
export function suppressOverall(brands: ListBrands, item: ChangeItem): Suppress {
  const [first = 'no', ...rest] = brands.map(({ id }) => suppressOf(item, id));
  return rest.every((one) => one === first) ? first : 'partly';
}

// What a spreadsheet takes for a formula, and the wide forms that some fold into these.
const ACTIVE = /^[=+\-@\t\r＝＋－＠]/u;

/**
 * A row of CSV as RFC 4180 has it. A cell that a spreadsheet would take for a formula gets a space before it. The usual
 * apostrophe would make another address of `+jane@example.com`, and a list with another address stops nothing; a space
 * before an address is taken away by whatever reads addresses, as it is here.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(ACTIVE.test(cell) ? ` ${cell}` : cell)).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

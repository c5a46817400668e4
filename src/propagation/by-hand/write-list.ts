import { createHash } from 'node:crypto';
import type { auditBy } from '../../access/audit.ts';
import { EVERYTHING } from '../../consent/scope.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Owed } from '../backlog.ts';
import type { Prepared } from '../change-item.ts';
import { type FeedParts, servedStatement } from '../feed.ts';
import { parkUnsendable } from '../feed-unsendable.ts';
import { parkedEntries } from '../parked.ts';
import { newestByBrand } from '../propagate.ts';
import { readSenderState } from '../sender-state.ts';
import { type HandList, handListStatement } from './hand-list.ts';
import {
  type ListBrands,
  listBrands,
  listHeading,
  listRow,
  type Suppress,
  suppressOverall,
} from './list-rows.ts';
import { peopleAfter } from './people-after.ts';

/** A piece of the file, and the people in it. */
export interface ListPiece {
  readonly text: string;
  readonly people: readonly { readonly address: string; readonly suppress: Suppress }[];
}

/** A list that has been begun. It is recorded when its last piece has been made, and counts for nothing before. */
export interface ListBegun {
  readonly kind: 'begun';
  readonly id: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The file, piece by piece as it is asked for; at its end, the list as it was recorded. */
  readonly pieces: AsyncGenerator<ListPiece, HandList>;
}

export interface ListOptions {
  readonly id: string;
  /** Who asks for it; its audit row is written with the list. */
  readonly audit: ReturnType<typeof auditBy>;
}

/**
 * Begins the list of everything a sender is owed: everybody once, with all that stands for them, in the order of their
 * last entries. The same span and the same states make the same bytes. Whoever has no address that can be read is parked,
 * as in a feed: applying the list says nothing about them.
 */
export async function beginList(
  parts: FeedParts,
  given: Sender,
  options: ListOptions,
): Promise<ListBegun | { readonly kind: 'nothing_waits' }> {
  const begunAt = parts.now();
  const { sender, row } = await readSenderState(parts.database, given);
  const { cursor_seq: fromSeq } = row;
  const newest = await newestByBrand(parts.database, new Set(sender.brands));
  const toSeq = Math.max(...[EVERYTHING, ...sender.brands].map((brand) => newest.get(brand) ?? 0));
  if (sender.brands.length === 0 || toSeq <= fromSeq) return { kind: 'nothing_waits' };
  const span = { fromSeq, toSeq };
  const pieces = piecesOf(parts, sender, { ...options, ...span, begunAt });
  return { kind: 'begun', id: options.id, ...span, pieces };
}

interface Span {
  readonly fromSeq: number;
  readonly toSeq: number;
}

async function* piecesOf(
  parts: FeedParts,
  sender: Sender,
  { id, audit, fromSeq, toSeq, begunAt }: Span & ListOptions & { readonly begunAt: number },
): AsyncGenerator<ListPiece, HandList> {
  const directory = await parts.directory.read();
  const brands = listBrands(sender.brands, directory);
  const hash = createHash('sha256');
  const heading = { text: listHeading(brands), people: [] };
  hash.update(heading.text);
  yield heading;
  let items = 0;
  for await (const owed of pagesOf(parts, sender, { fromSeq, toSeq })) {
    const prepared = await parts.prepare(owed, { brands: sender.brands, directory }, parts.now());
    await parkAll(parts, sender, prepared, { fromSeq, toSeq });
    const piece = pieceOf(brands, prepared);
    items += piece.people.length;
    hash.update(piece.text);
    yield piece;
  }
  const { audit: audited, entry } = audit('sender.list_written', sender.id);
  const sha256 = hash.digest('hex');
  const list = {
    id,
    senderId: sender.id,
    fromSeq,
    toSeq,
    brands: sender.brands,
    sha256,
    items,
    writtenAt: begunAt,
    writtenBy: entry.actor,
  };
  const outcome = await parts.database.commit([
    handListStatement(parts.database, list),
    servedStatement(parts.database, sender.id, toSeq),
    audited,
  ]);
  if (outcome.kind === 'refused') throw new Error('a fresh list met a list that exists already');
  return list;
}

// As many people are held in memory at once, whatever the length of the list.
const ENTRIES_PER_PAGE = 1_000;

/** What is owed in a span, page by page: all of a page's people whose last entry of the span it holds. */
async function* pagesOf(
  { database, readBacklog }: FeedParts,
  { brands }: Sender,
  { fromSeq, toSeq }: Span,
): AsyncGenerator<Owed[]> {
  for (let after = fromSeq; after < toSeq; ) {
    const page = await readBacklog(brands, after, ENTRIES_PER_PAGE);
    if (page.owed.length === 0) return;
    const owed = page.owed.flatMap(({ recipientId, entries }) => {
      const within = entries.filter(({ seq }) => seq <= toSeq);
      return within.length === 0 ? [] : [{ recipientId, entries: within }];
    });
    const recipientIds = owed.map(({ recipientId }) => recipientId);
    const later = await peopleAfter(database, brands, { recipientIds, afterSeq: page.toSeq, toSeq });
    yield owed.filter(({ recipientId }) => !later.has(recipientId)).sort(byLastEntry);
    after = page.toSeq;
  }
}

// Entries beyond the span were cut off, so the order of last entries is not the page's any more.
function byLastEntry(one: Owed, other: Owed): number {
  return (one.entries.at(-1)?.seq ?? 0) - (other.entries.at(-1)?.seq ?? 0);
}

/**
 * Parks those who have no row, with all their entries of the span: those of earlier pages are in no row either. When
 * something came between, all of it is looked at again.
 */
async function parkAll(
  parts: FeedParts,
  given: Sender,
  prepared: readonly Prepared[],
  { fromSeq, toSeq }: Span,
): Promise<void> {
  const nameless = prepared.flatMap((one) => (one.kind === 'item' ? [] : [one]));
  if (nameless.length === 0) return;
  const spans = nameless.map(({ owed }) => ({
    recipient_id: owed.recipientId,
    first_seq: fromSeq + 1,
    seq: toSeq,
    seqs: null,
  }));
  const inSpan = ({ seq }: { readonly seq: number }) => seq <= toSeq;
  for (let parked: number | undefined; parked === undefined; ) {
    const state = await readSenderState(parts.database, given);
    const entries = await parkedEntries(parts.database, state.sender.brands, spans, inSpan);
    parked = await parkUnsendable(
      parts,
      state,
      nameless.map(({ owed, code }) => ({
        owed: { ...owed, entries: entries.get(owed.recipientId) ?? owed.entries },
        status: 'rejected',
        code,
      })),
    );
  }
}

function pieceOf(brands: ListBrands, prepared: readonly Prepared[]): ListPiece {
  const items = prepared.flatMap((one) => (one.kind === 'item' ? [one.item] : []));
  return {
    text: items.map((item) => listRow(brands, item)).join(''),
    people: items.map((item) => ({ address: item.address, suppress: suppressOverall(brands, item) })),
  };
}

import { deadlineZone, sharedZone } from '../brands/deadline-zone.ts';
import type { Heed } from '../heed.ts';
import { type HandList, handListsOf } from '../propagation/by-hand/hand-list.ts';
import { owedTo } from '../propagation/overview.ts';
import { type Attestation, attestationsOf } from '../senders/attestation.ts';
import type { Sender } from '../senders/sender.ts';

/** How a written list stands: it is in force by somebody's word, a later one is, or nobody has said anything. */
export type ListState =
  | { readonly kind: 'applied'; readonly attestation: Attestation }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'open' };

export interface ListedList {
  readonly list: HandList;
  readonly state: ListState;
}

/** What the page about a manual sender's lists is made of. Instants in epoch ms. */
export interface HandListView {
  readonly sender: Sender;
  /** Entries that wait to be carried there. */
  readonly lag: number;
  readonly oldest: { readonly dueAt: number; readonly zone: string } | undefined;
  /** The newest first. */
  readonly lists: readonly ListedList[];
  /** The zone instants are told in. */
  readonly zone: string;
}

const LISTS_SHOWN_MAX = 30;

/** Reads how a manual sender stands, and its lists. */
export async function handListView(heed: Heed, sender: Sender): Promise<HandListView> {
  const { database } = heed;
  const brands = await heed.directory.read();
  const { lag, parked, oldest, cursorSeq } = await owedTo(database, sender);
  const attested = await attestationsOf(database, sender.id);
  const lists = await handListsOf(database, sender.id, LISTS_SHOWN_MAX);
  return {
    sender,
    // Who is parked has no address, so no list can carry them there.
    lag: Math.max(0, lag - parked),
    oldest: oldest && { dueAt: oldest.dueAt, zone: deadlineZone(oldest.dueAt, sender.brands, brands) },
    lists: lists.map((list) => ({ list, state: stateOf(list, { attested, cursorSeq }) })),
    zone: sharedZone(brands),
  };
}

function stateOf(
  list: HandList,
  { attested, cursorSeq }: { attested: readonly Attestation[]; cursorSeq: number },
): ListState {
  const attestation = attested.find(
    ({ fileSha256, throughSeq }) => fileSha256 === list.sha256 && throughSeq === list.toSeq,
  );
  if (attestation !== undefined) return { kind: 'applied', attestation };
  return { kind: list.toSeq <= cursorSeq ? 'overtaken' : 'open' };
}

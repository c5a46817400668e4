import type { ParkedRow } from '../store/schema.ts';
import type { OwedEntry } from './backlog.ts';
import type { FeedParts } from './feed.ts';
import { parkedRow, type Refusal } from './parked.ts';
import { isParked } from './parked-span.ts';
import { brandsOf, openReplays, ownerOf } from './positions.ts';
import { dueIn } from './replay-rows.ts';
import { blankSettlement, parkedOf, type SenderState } from './sender-state.ts';

/**
 * Parks those who have no item, unless they are parked already. What was passed is settled, whatever became of the
 * address since. Answers the epoch that holds from then on, or undefined when an acknowledgement came between: then all
 * of it is to be looked at again.
 */
export async function parkUnsendable(
  parts: FeedParts,
  state: SenderState,
  refusals: readonly Refusal[],
): Promise<number | undefined> {
  const { row, sender, positions } = state;
  if (refusals.length === 0) return row.epoch;
  const ids = refusals.map(({ owed }) => owed.recipientId);
  const before = await parkedOf(parts.database, sender.id, ids);
  const news = refusals.flatMap((refusal) => {
    const entries = entriesToPark(state, refusal.owed.entries, before.get(refusal.owed.recipientId));
    return entries.length === 0 ? [] : [{ ...refusal, owed: { ...refusal.owed, entries } }];
  });
  if (news.length === 0) return row.epoch;
  const now = parts.now();
  const epoch = row.epoch + 1;
  const settled = await parts.settle({
    ...blankSettlement(state, { id: parts.deliveryId(), now }),
    items: news.length,
    parked: news.map((refusal) =>
      parkedRow({
        senderId: sender.id,
        refusal,
        before: before.get(refusal.owed.recipientId),
        random: parts.random(),
        now,
        dueOf: (entry) => {
          const owner = ownerOf(positions, entry);
          return owner === undefined ? entry.dueAt : dueIn(owner, entry);
        },
      }),
    ),
    propagation: { epoch },
  });
  return settled ? epoch : undefined;
}

/** What of somebody's entries is to be parked: what was not passed yet, or else what a new brand was to be told again. */
function entriesToPark(
  { passed, positions }: SenderState,
  entries: readonly OwedEntry[],
  before: ParkedRow | undefined,
): OwedEntry[] {
  const owed = entries.filter((entry) => !passed(entry));
  const news = owed.filter(({ seq }) => before === undefined || !isParked(before, seq));
  if (news.length > 0 || owed.length > 0 || before !== undefined) return news;
  const told = openReplays(positions).filter(({ kind }) => kind === 'brand');
  return entries
    .filter(({ seq, brand }) =>
      told.some(
        (replay) =>
          seq > replay.cursor_seq && seq <= replay.to_seq && brandsOf(replay, positions).includes(brand),
      ),
    )
    .map((entry) => ({ ...entry, again: true }));
}

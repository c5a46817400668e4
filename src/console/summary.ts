import type { SenderView, Waiting } from './sender-view.ts';

/** The answer to "is everything all right?", before it is put into words. */
export type Summary =
  | { readonly kind: 'nothing_yet' | 'all_reached' }
  | { readonly kind: 'backfill'; readonly whom: Whom }
  | { readonly kind: 'on_the_way' | 'past_target' | 'late'; readonly whom: Whom; readonly oldest: Waiting };

/** The senders a summary is about: by name where it is one, by number where there are more. */
export type Whom =
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'some'; readonly count: number; readonly of: number };

/** Pure: sums up the senders, which come with the most urgent first. */
export function summarise(senders: readonly SenderView[]): Summary {
  const waiting = senders.filter((sender) => sender.waiting !== undefined);
  const oldest = waiting[0]?.waiting;
  if (oldest === undefined) {
    return { kind: senders.every(({ untold }) => untold) ? 'nothing_yet' : 'all_reached' };
  }
  const { urgency } = oldest;
  switch (urgency) {
    case 'backfill':
      return { kind: 'backfill', whom: whomOf(waiting, senders) };
    case 'in_time':
      return { kind: 'on_the_way', oldest, whom: whomOf(waiting, senders) };
    case 'late':
    case 'past_target': {
      const alike = waiting.filter((sender) => sender.waiting?.urgency === urgency);
      return { kind: urgency, oldest, whom: whomOf(alike, senders) };
    }
  }
}

function whomOf(these: readonly SenderView[], all: readonly SenderView[]): Whom {
  const [only, ...others] = these;
  if (only !== undefined && others.length === 0) return { kind: 'one', name: only.name };
  return { kind: 'some', count: these.length, of: all.length };
}

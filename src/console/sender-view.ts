import { deadlineZone } from '../brands/deadline-zone.ts';
import type { BrandDirectory } from '../brands/directory.ts';
import { TARGET_HOURS } from '../deadline/policy.ts';
import type { Oldest, SenderOverview, WindowName } from '../propagation/overview.ts';
import type { Sender } from '../senders/sender.ts';

/**
 * How an opt-out that waits stands to its clocks. `backfill`: it was due before the sender existed, and is told it as
 * part of everything that stands.
 */
export type Urgency = 'late' | 'past_target' | 'in_time' | 'backfill';

/** The most urgent opt-out a sender has not acknowledged. */
export interface Waiting {
  readonly urgency: Urgency;
  /** Since it was requested, or since the sender exists where that is later. */
  readonly waitedMillis: number;
  /** Epoch ms: the first forbidden instant. */
  readonly dueAt: number;
  /** The zone the deadline was counted in. */
  readonly zone: string;
  /** Parts per 10,000 of the legal time. */
  readonly share: number;
}

/** One sender as the page shows it. */
export interface SenderView {
  readonly id: string;
  readonly name: string;
  /** True where the sender asks us, so that waiting for it is the ordinary case. */
  readonly fetches: boolean;
  /** True where a person carries lists to it, so that waiting for that is the ordinary case. */
  readonly byHand: boolean;
  readonly lag: number;
  readonly parked: number;
  readonly waiting?: Waiting | undefined;
  /** Why the last delivery failed, and when the next is tried, if it is not due already. */
  readonly failing?: { readonly code: string; readonly nextTryMillis?: number | undefined } | undefined;
  /** True before anything was ever owed to it. */
  readonly untold: boolean;
  readonly windows: SenderOverview['windows'];
}

/** Everything the view is made of, at one instant (epoch ms). */
export interface Observed {
  readonly overviews: readonly SenderOverview[];
  readonly brands: BrandDirectory;
  readonly now: number;
}

/** Pure: the senders as the page shows them, the most urgent first. */
export function viewSenders({ overviews, brands, now }: Observed): SenderView[] {
  const views = overviews.map((one) => ({
    id: one.sender.id,
    name: one.sender.name,
    fetches: one.sender.kind === 'feed',
    byHand: one.sender.kind === 'manual',
    lag: one.lag,
    parked: one.parked,
    waiting: one.oldest && waitingOf(one.sender, one.oldest, brands, now),
    failing: failingOf(one.lastCode, one.nextAttemptAt, now),
    untold: one.lag === 0 && one.lastSettledAt === null,
    windows: one.windows,
  }));
  return views.sort(byUrgency);
}

function waitingOf(sender: Sender, oldest: Oldest, brands: BrandDirectory, now: number): Waiting {
  return {
    urgency: urgencyOf(sender, oldest, now),
    waitedMillis: now - Math.max(oldest.requestedAt, sender.createdAt),
    dueAt: oldest.dueAt,
    zone: deadlineZone(oldest.dueAt, sender.brands, brands),
    share: oldest.share,
  };
}

function urgencyOf(sender: Sender, { requestedAt, dueAt }: Oldest, now: number): Urgency {
  if (dueAt <= sender.createdAt) return 'backfill';
  if (now >= dueAt) return 'late';
  const since = Math.max(requestedAt, sender.createdAt);
  return now >= since + TARGET_HOURS * 3_600_000 ? 'past_target' : 'in_time';
}

function failingOf(code: string | null, nextTryAt: number | null, now: number): SenderView['failing'] {
  if (code === null || code === 'ok') return undefined;
  return { code, nextTryMillis: nextTryAt === null || nextTryAt <= now ? undefined : nextTryAt - now };
}

const ORDER: readonly (Urgency | undefined)[] = ['late', 'past_target', 'in_time', 'backfill', undefined];

function byUrgency(one: SenderView, other: SenderView): number {
  return (
    ORDER.indexOf(one.waiting?.urgency) - ORDER.indexOf(other.waiting?.urgency) ||
    (one.waiting?.dueAt ?? 0) - (other.waiting?.dueAt ?? 0) ||
    other.lag - one.lag ||
    one.name.localeCompare(other.name, 'en')
  );
}

/** The windows in the order they are read, with their names. */
export const WINDOW_LABELS: readonly (readonly [WindowName, string])[] = [
  ['24h', '24 hours'],
  ['7d', '7 days'],
  ['30d', '30 days'],
];

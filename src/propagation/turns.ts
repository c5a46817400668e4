/** How many senders one process carries at once. Each makes up to four requests at a time: sixty-four connections in all. */
export const LANES_MAX = 16;
/** As many of them are for senders that are slow; the others are kept for those that answer at once. */
export const SLOW_LANES_MAX = 12;
// A run this long held up more than its share. A quick sender's takes some tens of milliseconds.
const LONG_MILLIS = 2_000;
// So long after a long run a sender counts as slow. A run that finds nothing to tell is quick, and proves nothing.
const SLOW_FOR_MILLIS = 10 * 60_000;

/** A sender that waits for its turn. */
export interface Waiting {
  readonly id: string;
  /** Epoch ms of its last settlement by any process; null where there was none. */
  readonly settledAt: number | null;
  /** Failures in a row. */
  readonly attempt: number;
}

/** Who is carried next, see `createTurns`. */
export interface Turns<Sender extends Waiting> {
  /** Lets these wait; those that wait already keep their place. */
  add(waiting: readonly Sender[]): void;
  /** The next one, which is then being carried until `done`; undefined when nobody may be carried now. */
  take(now: number): Sender | undefined;
  /** Ends a turn that began at `since`. */
  done(id: string, times: { readonly since: number; readonly now: number }): void;
  isCarried(id: string): boolean;
  /** Who is being carried at this moment. */
  carried(): string[];
  /** How many more could be carried at this moment. */
  free(): number;
}

/**
 * Fair turns: whoever was carried longest ago is next. Deadlines do not enter into it. They are days away, and a turn comes
 * round when everybody before has had one, sixteen at a time: in minutes at the very worst. Going by deadline would let the
 * one sender that is furthest behind, and sick, stand before all others every time.
 *
 * A sender that is failing, or one of whose runs took long of late, is slow. Slow ones never hold all lanes, so however many systems
 * take twenty seconds to answer, one that answers at once finds a lane that is free or soon will be.
 */
export function createTurns<Sender extends Waiting>(): Turns<Sender> {
  const waiting = new Map<string, Sender>();
  const carried = new Map<string, { readonly slow: boolean }>();
  // What this process has seen itself; a run that settled nothing is known only here.
  const endedAt = new Map<string, number>();
  const tookLongAt = new Map<string, number>();

  function isSlow({ id, attempt }: Sender, now: number): boolean {
    const at = tookLongAt.get(id);
    return attempt > 0 || (at !== undefined && at <= now && now - at < SLOW_FOR_MILLIS);
  }

  const slowCarried = () => [...carried.values()].filter(({ slow }) => slow).length;

  function lastTurn({ id, settledAt }: Sender, now: number): number {
    // What lies ahead was written by a clock that was wrong, and must not send anybody to the end of the queue for ever.
    const known = [settledAt ?? 0, endedAt.get(id) ?? 0].filter((at) => at <= now);
    return Math.max(0, ...known);
  }

  return {
    add(senders) {
      for (const sender of senders) if (!carried.has(sender.id)) waiting.set(sender.id, sender);
    },
    take(now) {
      if (carried.size >= LANES_MAX) return undefined;
      const maySlow = slowCarried() < SLOW_LANES_MAX;
      let next: Sender | undefined;
      for (const sender of waiting.values()) {
        if (!maySlow && isSlow(sender, now)) continue;
        if (next === undefined || lastTurn(sender, now) < lastTurn(next, now)) next = sender;
      }
      if (next === undefined) return undefined;
      waiting.delete(next.id);
      carried.set(next.id, { slow: isSlow(next, now) });
      return next;
    },
    done(id, { since, now }) {
      carried.delete(id);
      endedAt.set(id, now);
      if (now - since >= LONG_MILLIS) tookLongAt.set(id, now);
    },
    isCarried: (id) => carried.has(id),
    carried: () => [...carried.keys()],
    free: () => Math.min(LANES_MAX - carried.size, waiting.size),
  };
}

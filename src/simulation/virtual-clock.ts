import { setImmediate } from 'node:timers/promises';
import type { Sleep } from '../propagation/wake.ts';

/** Time that passes only when everything that could be done was done. Instants are epoch ms. */
export interface VirtualClock {
  readonly now: () => number;
  /** Calls `act` at that instant, or next where it has passed; of one instant, in the order they were asked for. */
  at(instant: number, act: () => void): void;
  readonly sleep: Sleep;
  /** Lets time pass, event by event, up to `until`; ends earlier once `mayGoOn` says no. */
  run(until: number, mayGoOn?: () => boolean): Promise<void>;
  /** Lets everything run that waits for nothing but its turn. */
  settle(): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Makes a clock that stands at `start`. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  let order = 0;
  const events = createHeap();

  // Everything in a simulated world answers at once or waits on this clock, so after one turn of the event loop with all
  // its microtasks nothing is left but waits.
  const settle = () => setImmediate();

  function at(instant: number, act: () => void): void {
    // Whole milliseconds, as a machine's clock counts them.
    events.push({ at: Math.max(Math.ceil(instant), now), order: order++, act });
  }

  return {
    now: () => now,
    at,
    settle,
    sleep: (millis, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        at(now + Math.max(0, millis), resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    async run(until, mayGoOn = () => true) {
      await settle();
      while (mayGoOn()) {
        const next = events.peek();
        if (next === undefined || next.at > until) {
          now = Math.max(now, until);
          return;
        }
        events.pop();
        now = next.at;
        next.act();
        await settle();
      }
    },
  };
}

interface Heap {
  push(event: Event): void;
  peek(): Event | undefined;
  pop(): void;
}

/** A binary heap: hundreds of thousands of events come and go. */
function createHeap(): Heap {
  const events: Event[] = [];

  function swap(one: number, other: number): void {
    const [a, b] = [events[one], events[other]];
    if (a === undefined || b === undefined) return;
    events[one] = b;
    events[other] = a;
  }

  const earlier = (one: number, other: number) => {
    const [a, b] = [events[one], events[other]];
    if (a === undefined || b === undefined) return a !== undefined;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  };

  return {
    peek: () => events[0],
    push(event) {
      let index = events.push(event) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!earlier(index, parent)) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop() {
      swap(0, events.length - 1);
      events.pop();
      for (let index = 0; ; ) {
        const [left, right] = [2 * index + 1, 2 * index + 2];
        const child = earlier(right, left) ? right : left;
        if (!earlier(child, index)) return;
        swap(child, index);
        index = child;
      }
    },
  };
}

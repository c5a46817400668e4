import type { Append } from '../consent/append.ts';
import type { Verdicted } from '../consent/decide.ts';
import { type Decision, isRecordable } from '../consent/decision.ts';
import type { Sleep } from '../propagation/wake.ts';

/** What one request brings to the desk. All of it is its own, and none of it outlives the request. */
export interface DeskRequest {
  readonly append: Append;
  /** Epoch ms. */
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Lets work go on when the request it began in is over or was given up. */
  readonly keepAlive: (work: Promise<unknown>) => void;
}

/** One request's decisions, waiting for whoever commits next. Plain data: see `createAppendDesk`. */
interface Slip {
  readonly decisions: readonly Decision[];
  takenAt?: number;
  end?:
    | { readonly kind: 'done'; readonly outcomes: Verdicted[] }
    | { readonly kind: 'failed'; readonly error: unknown };
}

// With the reads around it, a commit of this many stays within the 50 queries of the smallest plan:
// developers.cloudflare.com/d1/platform/limits.
const DECISIONS_MAX = 100;
// A commit takes tens of milliseconds; looking more often only burns CPU time.
const LOOK_MILLIS = 5;
// Whoever took a slip this long ago was ended with its request. The decisions are laid down once more: a repeat changes
// nothing.
const LOST_MILLIS = 10_000;

/**
 * Makes the desk where the requests of one isolate lay down their decisions, so that those that come together are
 * committed together. Alone, a hundred at once lose the ledger's head to each other again and again: half of two
 * hundred were given up after a minute and a half. A request on Workers must not wait for a promise or a connection of
 * another, which may be ended at any moment. So only plain data lies on the desk: one of the waiting requests takes
 * what is there and commits it with means of its own; the others look, with timers of their own, until theirs is done.
 */
export function createAppendDesk(): (request: DeskRequest) => Append {
  const waiting: Slip[] = [];
  let leadSince: number | undefined;

  function layDown(decisions: readonly Decision[]): Slip {
    const slip: Slip = { decisions };
    waiting.push(slip);
    return slip;
  }

  function take(at: number): Slip[] {
    let count = 0;
    const over = waiting.findIndex(({ decisions }) => (count += decisions.length) > DECISIONS_MAX);
    const group = waiting.splice(0, over === -1 ? waiting.length : over);
    for (const slip of group) slip.takenAt = at;
    return group;
  }

  async function lead({ append, now }: DeskRequest): Promise<void> {
    const since = now();
    leadSince = since;
    const group = take(since);
    try {
      const outcomes = await append(group.flatMap(({ decisions }) => decisions));
      let from = 0;
      for (const slip of group) {
        slip.end = { kind: 'done', outcomes: outcomes.slice(from, from + slip.decisions.length) };
        from += slip.decisions.length;
      }
    } catch (error) {
      for (const slip of group) slip.end = { kind: 'failed', error };
    } finally {
      if (leadSince === since) leadSince = undefined;
    }
  }

  return (request) => async (decisions) => {
    // What would make a shared commit fail or fill it alone does not lie on the desk.
    if (decisions.length > DECISIONS_MAX || !decisions.every(isRecordable)) return request.append(decisions);
    let slip = layDown(decisions);
    while (slip.end === undefined) {
      const at = request.now();
      if (leadSince === undefined || at - leadSince > LOST_MILLIS) {
        const work = lead(request);
        request.keepAlive(work);
        await work;
      } else {
        await request.sleep(LOOK_MILLIS);
        if (isLost(slip, request.now())) slip = layDown(decisions);
      }
    }
    if (slip.end.kind === 'failed') throw slip.end.error;
    return slip.end.outcomes;
  };
}

function isLost({ takenAt, end }: Slip, at: number): boolean {
  return end === undefined && takenAt !== undefined && at - takenAt > LOST_MILLIS;
}

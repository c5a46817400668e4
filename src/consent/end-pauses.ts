import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Database } from '../store/database.ts';
import type { Append } from './append.ts';
import type { Decision } from './decision.ts';
import { parseRecipientId } from './recipient.ts';
import { parseScope } from './scope.ts';

export interface EndPausesParts {
  readonly database: Database;
  readonly append: Append;
  /** Epoch ms. */
  readonly now: () => number;
}

/** How much one tick may do. */
export interface EndPausesBudget {
  readonly millisMax: number;
  readonly signal?: AbortSignal | undefined;
}

/** One tick; answers how many pauses it ended. */
export type EndPauses = (budget: EndPausesBudget) => Promise<number>;

/**
 * So long after its date a pause is ended. By then it is over by every node's clock: an entry that came earlier would have a
 * slower node's gate let pass what the person still wanted to rest.
 */
export const PAUSE_END_AFTER_MILLIS = SKEW_MILLIS_MAX;

// A group shares its commit with people who wait for their answer.
const GROUP_MAX = 200;

/**
 * Makes the tick that records the end of pauses whose date has come, so that senders are told what stands after it. For the
 * gate nothing changes by it: a pause is over when its date says so. Safe to call at any time, from any number of processes:
 * what is ended is decided again at the ledger's head, so a pause that was lengthened, lifted or replaced meanwhile is left
 * alone, and one that another has ended is ended once.
 */
export function createEndPauses({ database, append, now }: EndPausesParts): EndPauses {
  return async ({ millisMax, signal }) => {
    const until = now() + millisMax;
    let ended = 0;
    for (let more = true; more && now() < until && !signal?.aborted; ) {
      const over = await pausesOver(database, now() - PAUSE_END_AFTER_MILLIS);
      const outcomes = await append(over);
      const recorded = outcomes.filter(({ kind }) => kind === 'recorded').length;
      ended += recorded;
      // Where another process is at the same, it has them all, and the next tick looks again.
      more = over.length === GROUP_MAX && recorded > 0;
    }
    return ended;
  };
}

/** The ends of the pauses that were over at an instant (epoch ms), the earliest first. */
async function pausesOver(database: Database, at: number): Promise<Decision[]> {
  const rows = await database.all(
    database.build
      .selectFrom('standing')
      .innerJoin('recipient', 'recipient.no', 'standing.recipient_no')
      .select(['recipient.id', 'standing.scope', 'standing.until_at', 'standing.said_seq'])
      .where('standing.verdict', '=', 'paused')
      .where('standing.until_at', '<=', at)
      .orderBy('standing.until_at')
      .limit(GROUP_MAX),
  );
  return rows.flatMap(({ id, scope: text, until_at: overAt, said_seq: ends }): Decision[] => {
    const recipientId = parseRecipientId(id);
    const scope = parseScope(text);
    if (recipientId === undefined || scope === undefined || overAt === null) return [];
    return [
      {
        kind: 'pause_end',
        ends,
        recipientId,
        addressSealed: null,
        scope,
        requestedAt: overAt,
        receivedAt: overAt,
        channel: 'schedule',
        evidence: { ends },
      },
    ];
  });
}

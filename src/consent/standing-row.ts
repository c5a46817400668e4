import type { Database } from '../store/database.ts';
import { keyLookup } from '../store/key-lookup.ts';
import type { StandingRow } from '../store/schema.ts';
import { parseScope } from './scope.ts';
import type { Aspect, Standing, Verdict, Word } from './standing.ts';

const VERDICTS: ReadonlyMap<string, Verdict> = new Map(
  (['opted_out', 'opted_in', 'paused', 'undeliverable', 'deliverable', 'silent'] as const).map((verdict) => [
    verdict,
    verdict,
  ]),
);
const ASPECTS: ReadonlyMap<string, Aspect> = new Map(
  (['consent', 'pause', 'reach'] as const).map((aspect) => [aspect, aspect]),
);

/** As much of a stored row as `wordOf` reads. */
export type WordRow = Pick<StandingRow, 'scope' | 'aspect' | 'verdict' | 'until_at' | 'said_seq'>;

/** Reads what a stored row says. Throws on words this version does not know: guessing would be answering for the person. */
export function wordOf(row: WordRow): Word {
  const scope = parseScope(row.scope);
  const verdict = VERDICTS.get(row.verdict);
  const aspect = ASPECTS.get(row.aspect);
  if (scope === undefined || verdict === undefined || aspect === undefined) {
    throw new Error(`the standing said by ledger entry ${row.said_seq} cannot be read by this version`);
  }
  return { scope, aspect, verdict, until: row.until_at, saidSeq: row.said_seq };
}

/** Reads a whole stored row. Throws as `wordOf` does. */
export function standingOf(row: Omit<StandingRow, 'recipient_no' | 'brand'>): Standing {
  return { ...wordOf(row), seq: row.seq, requestedAt: row.requested_at, dueAt: row.due_at };
}

/** Somebody of whom at least one word was said. */
export interface Known {
  /** The seq of their first entry. */
  readonly recipientNo: number;
  readonly standings: readonly Standing[];
}

/** Answers, for recipients, everything that stands for each; recipients nobody has spoken of are absent. */
export type StandingLookup = (recipientIds: readonly string[]) => Promise<Map<string, Known>>;

/** Makes the look-up of standings by recipient, compiled once. */
export function standingLookup(database: Database): StandingLookup {
  const lookup = keyLookup(database, (keys) =>
    database.build
      .selectFrom('recipient')
      .innerJoin('standing', 'standing.recipient_no', 'recipient.no')
      .select([
        'id',
        'recipient_no',
        'scope',
        'aspect',
        'verdict',
        'until_at',
        'said_seq',
        'seq',
        'requested_at',
        'due_at',
      ])
      .where('recipient.id', 'in', keys),
  );
  return async (recipientIds) => {
    const found = new Map<string, { recipientNo: number; standings: Standing[] }>();
    for (const row of await lookup(recipientIds)) {
      const known = found.get(row.id);
      if (known) known.standings.push(standingOf(row));
      else found.set(row.id, { recipientNo: row.recipient_no, standings: [standingOf(row)] });
    }
    return found;
  };
}

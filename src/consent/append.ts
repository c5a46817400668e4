import type { Database, Prepared, Statement } from '../store/database.ts';
import { rowInsert } from '../store/row-insert.ts';
import type { Schema } from '../store/schema.ts';
import { GENESIS, type Head } from './chain.ts';
import { type Circumstances, type Decided, decide, type Verdicted } from './decide.ts';
import type { Decision } from './decision.ts';
import { standingLookup } from './standing-row.ts';

/** Writes decisions: all of the list, durably, in one commit, or none (then it throws). */
export type Append = (decisions: readonly Decision[]) => Promise<Verdicted[]>;

export interface AppendParts {
  readonly database: Database;
  readonly now: () => number;
  /** The deadlines as the brands' policies are now. */
  readonly clocks: () => Promise<Circumstances['clocks']>;
  readonly salt: () => string;
  /** Waits before another try after losing a race; drawn at random so that two writers fall out of step. */
  readonly backOff: (attempt: number) => Promise<void>;
}

// Each lost race means another writer won one, so this many in a row means something is wrong.
const ATTEMPTS_MAX = 50;

/**
 * Makes the one way into the ledger: read the head and what stands, decide, commit. The head's number is the primary
 * key of what follows it, so a writer that read a stale head loses its whole commit and starts again from the read.
 */
export function createAppend(parts: AppendParts): Append {
  const { database } = parts;
  const standings = standingLookup(database);
  const readHead = headQuery(database);
  const statementsFor = writer(database);

  return async (decisions) => {
    if (decisions.length === 0) return [];
    const clocks = await parts.clocks();
    const recipientIds = [...new Set(decisions.map((decision) => decision.recipientId))];
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      // The head comes first: whatever is written after it was read makes this commit lose.
      const head = await readHead();
      const decided = decide(head, await standings(recipientIds), decisions, {
        recordedAt: parts.now(),
        clocks,
        salt: parts.salt,
      });
      if (decided.ledger.length === 0) return decided.outcomes;
      const outcome = await database.commit(statementsFor(decided, decisions));
      if (outcome.kind === 'committed') return decided.outcomes;
      // Only a taken key is a lost race; trying again does not mend anything else.
      if (outcome.constraint !== 'unique')
        throw new Error(`the ledger refused an entry: ${outcome.constraint}`);
      await parts.backOff(attempt);
    }
    throw new Error(`the ledger's head could not be won in ${ATTEMPTS_MAX} attempts`);
  };
}

/** Makes the read of the ledger's last entry; an empty ledger answers the genesis head. */
export function headQuery(database: Database): () => Promise<Head> {
  const query: Prepared<Head> = database.build
    .selectFrom('ledger')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .compile();
  return async () => (await database.all(query))[0] ?? GENESIS;
}

function writer(database: Database): (decided: Decided, decisions: readonly Decision[]) => Statement[] {
  const insertLedger = rowInsert(database, 'ledger', [
    'seq',
    'recipient_id',
    'recipient_no',
    'scope',
    'brand',
    'kind',
    'until_at',
    'requested_at',
    'received_at',
    'recorded_at',
    'target_at',
    'due_at',
    'strict_due_at',
    'channel',
    'evidence_json',
    'evidence_hash',
    'hash',
  ]);
  const insertStanding = rowInsert(
    database,
    'standing',
    [
      'recipient_no',
      'scope',
      'aspect',
      'brand',
      'verdict',
      'until_at',
      'said_seq',
      'seq',
      'requested_at',
      'due_at',
    ],
    `on conflict (recipient_no, scope, aspect) do update set verdict = excluded.verdict, until_at = excluded.until_at,
      said_seq = excluded.said_seq, seq = excluded.seq, requested_at = excluded.requested_at, due_at = excluded.due_at`,
  );
  const insertRecipient = rowInsert(
    database,
    'recipient',
    ['no', 'id', 'address_sealed'],
    // An address seen again fills the row of a person known by id alone, and never replaces one that is there.
    `on conflict (no) do update set address_sealed = excluded.address_sealed
      where recipient.address_sealed is null and excluded.address_sealed is not null`,
  );

  return (decided, decisions) => {
    const numbers = new Map(decided.ledger.map((entry) => [entry.recipient_id, entry.recipient_no]));
    const recipients = new Map<string, Schema['recipient']>();
    for (const { recipientId: id, addressSealed } of decisions) {
      // Several decisions of one person may share a commit, and not all of them know the address.
      const no = numbers.get(id);
      if (no === undefined) continue;
      recipients.set(id, {
        no,
        id,
        address_sealed: addressSealed ?? recipients.get(id)?.address_sealed ?? null,
      });
    }
    return [
      ...insertLedger(decided.ledger),
      ...insertStanding(decided.standing),
      ...insertRecipient([...recipients.values()]),
    ];
  };
}

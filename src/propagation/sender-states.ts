import { holdFacts } from '../senders/held-senders.ts';
import { allHeld, type Held } from '../senders/hold.ts';
import type { Database } from '../store/database.ts';

/** An open incident, as far as whoever reads of its sender needs it. */
export interface OpenIncident {
  readonly id: string;
  readonly kind: string;
  /** Epoch ms. */
  readonly openedAt: number;
}

/** What there is to say of a sender beside how far it is: what holds it, what is wrong, and when it is tried next. */
export interface SenderState {
  /** The gravest first. */
  readonly held: readonly Held[];
  /** The newest first. */
  readonly incidents: readonly OpenIncident[];
  /** Epoch ms; null where the last delivery went well, so that the next needs no waiting for. */
  readonly nextAttemptAt: number | null;
}

const ROWS_MAX = 10_000;

/** Reads the state of every sender at `now` (epoch ms), in three queries, and answers it by the sender's id. */
export async function readSenderStates(
  database: Database,
  now: number,
): Promise<(senderId: string) => SenderState> {
  const facts = await holdFacts(database);
  const incidents = Map.groupBy(await openIncidents(database), ({ sender_id }) => sender_id);
  const tries = await nextTries(database);
  return (id) => {
    const known = facts.get(id);
    return {
      held: known === undefined ? [] : allHeld(known, now),
      incidents: (incidents.get(id) ?? []).map((row) => ({
        id: row.id,
        kind: row.kind,
        openedAt: row.opened_at,
      })),
      nextAttemptAt: tries.get(id) ?? null,
    };
  };
}

function openIncidents(database: Database) {
  return database.all(
    database.build
      .selectFrom('incident')
      .select(['id', 'sender_id', 'kind', 'opened_at'])
      .where('closed_at', 'is', null)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(ROWS_MAX),
  );
}

/** When each sender whose last delivery failed is tried next, in epoch ms. The others are absent. */
async function nextTries(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build
      .selectFrom('propagation')
      .select(['sender_id', 'next_attempt_at'])
      .where('attempt', '>', 0)
      .limit(ROWS_MAX),
  );
  return new Map(rows.map(({ sender_id, next_attempt_at }) => [sender_id, next_attempt_at]));
}

import type { ReplayProgress } from './replay-list.ts';

/** One replay as the API and the command line answer it in JSON: instants as ISO 8601, nobody's address. */
export function replayAnswer(one: ReplayProgress) {
  return {
    id: one.id,
    kind: one.kind,
    brand: one.brand,
    recipient_id: one.recipientId,
    from_seq: one.fromSeq,
    to_seq: one.toSeq,
    position: one.cursorSeq,
    entries_done: one.entriesDone,
    entries_left: one.entriesLeft,
    people_told: one.peopleTold,
    due_at: iso(one.dueAt),
    requested_by: one.requestedBy,
    created_at: new Date(one.createdAt).toISOString(),
    finished_at: iso(one.finishedAt),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

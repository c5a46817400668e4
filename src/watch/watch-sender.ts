import type { Log } from '../log.ts';
import type { Sender } from '../senders/sender.ts';
import type { Statement } from '../store/database.ts';
import type { IncidentRow } from '../store/schema.ts';
import { type Climbed, climbed, type Rung } from './cause.ts';
import { type Change, decide, refusedCause } from './decide.ts';
import { type Exposure, type ExposureParts, exposureOf } from './exposure.ts';
import type { Incidents } from './incidents.ts';
import { exposureChanges } from './keep-exposure.ts';
import type { Holdable } from './kept-due.ts';
import { settledEntries } from './settled.ts';
import type { Standing } from './snapshot.ts';

export interface WatchSenderParts extends ExposureParts {
  readonly incidents: Incidents;
  readonly rungsOf: (sender: Sender) => readonly Rung[];
  readonly now: () => number;
  readonly log: Log;
}

/** Looks at one sender: keeps what waits there, and writes what that calls for. False when there was no time to. */
export async function watchSender(
  parts: WatchSenderParts,
  sender: Sender,
  standing: Standing,
): Promise<boolean> {
  const { database } = parts;
  const exposure = sender.retiredAt === null ? await exposureOf(parts, sender, standing) : RETIRED;
  if (exposure === undefined) return false;
  const now = parts.now();
  const { exposures: before, holds, incidents, state } = standing;
  const kept = exposureChanges(database, { senderId: sender.id, before, brands: exposure.brands, now });
  if (kept.length > 0) await database.commit(kept);

  const steps = climbed(exposure, parts.rungsOf(sender), { now, code: state.last_code });
  const changes = decide({
    climbed: steps,
    refused: sender.retiredAt === null ? refusedCause(state, exposure.total) : undefined,
    accepts: state.last_code === 'ok' || sender.retiredAt !== null,
    total: exposure.total,
    incidents,
    holds,
    attestedSeq: state.attested_seq,
    settled: await settledEntries(database, sender, standing, askedOf(standing, steps)),
    now,
  });
  for (const change of changes) await write(parts, sender, change);
  return true;
}

const RETIRED: Exposure = { brands: [], total: 0, holdable: [] };

/** The entries of which it matters whether they still wait. */
function askedOf({ incidents, holds }: Standing, { steps }: Climbed): number[] {
  const begun = (kind: string) => [...steps.keys()].some((step) => step === kind);
  const ending = incidents.filter(({ kind, recovered_at }) => recovered_at === null && !begun(kind));
  return [...ending, ...holds].map(({ seq }) => seq);
}

async function write(parts: WatchSenderParts, sender: Sender, change: Change): Promise<void> {
  const { incidents, database, log } = parts;
  switch (change.kind) {
    case 'open': {
      const holds = change.holds.map((holdable) => holdStatement(parts, sender.id, holdable));
      const opened = await incidents.open(sender, change.incident, change.cause, holds);
      if (opened) for (const { brand, due } of change.holds) tellHeld(log, sender.id, brand, due.seq);
      return;
    }
    case 'relapse':
      await incidents.relapse(sender, change.incident, change.cause);
      return;
    case 'repeat':
      await incidents.repeat(sender, change.incident, change.cause);
      return;
    case 'recover':
      await incidents.recover(sender, endedBy(change.incident, sender), change.waiting);
      return;
    case 'close':
      await incidents.close(change.incident);
      return;
    case 'hold':
      await database.commit([holdStatement(parts, sender.id, change.holdable)]);
      tellHeld(log, sender.id, change.holdable.brand, change.holdable.due.seq);
      return;
    case 'lift':
      await lift(parts, change.hold);
  }
}

/** What is told of the end of an incident of a sender that was retired: nothing was caught up with. */
function endedBy(incident: IncidentRow, { retiredAt }: Sender): IncidentRow {
  return retiredAt === null ? incident : { ...incident, code: 'retired' };
}

/** A hold that is there already is for the entry that holds now. */
function holdStatement(
  { database, now }: WatchSenderParts,
  senderId: string,
  { brand, due }: Holdable,
): Statement {
  const about = { seq: due.seq, due_at: due.dueAt };
  return database.build
    .insertInto('hold')
    .values({ sender_id: senderId, brand, reason: 'deadline', since: now(), ...about })
    .onConflict((conflict) => conflict.columns(['sender_id', 'brand', 'reason']).doUpdateSet(about))
    .compile();
}

function tellHeld(log: Log, sender: string, brand: string, seq: number): void {
  log.warn('hold.placed', { sender, brand, reason: 'deadline', seq });
}

/** Lifts the hold that was read: one that has been placed for another entry meanwhile stays. */
async function lift(
  { database, log }: WatchSenderParts,
  { sender_id, brand, reason, seq }: Standing['holds'][number],
): Promise<void> {
  const outcome = await database.commit([
    database.build
      .deleteFrom('hold')
      .where('sender_id', '=', sender_id)
      .where('brand', '=', brand)
      .where('reason', '=', reason)
      .where('seq', '=', seq)
      .compile(),
  ]);
  if (outcome.kind === 'committed' && outcome.changes[0] === 1) {
    log.info('hold.lifted', { sender: sender_id, brand, reason, seq });
  }
}

import { z } from 'zod';
import type { auditBy } from '../access/audit.ts';
import { type RandomBytes, randomId } from '../keys/random.ts';
import type { Database, Statement } from '../store/database.ts';
import {
  type Attestation,
  attestationStatement,
  attestedReasonSchema,
  attestorSchema,
} from './attestation.ts';
import { type Held, heldBy, holdsOf } from './hold.ts';

/** Who answers for a held sender, and why it may mail although it has not acknowledged all. */
export const liftHoldSchema = z.strictObject({ name: attestorSchema, reason: attestedReasonSchema });
export type LiftHold = z.output<typeof liftHoldSchema>;

export type HoldLifted =
  | {
      readonly kind: 'lifted';
      readonly attestation: Attestation;
      /** What held the sender and does no more. */
      readonly lifted: readonly Held[];
    }
  | { readonly kind: 'unknown_sender' }
  /** No hold that a person could lift: none at all, or the sender is retired, or nobody has looked. */
  | { readonly kind: 'not_held' };

/** What lifting works with. */
export interface LiftHoldParts {
  readonly database: Database;
  readonly random: RandomBytes;
}

/**
 * Lifts what holds a sender on a person's word that it honours every opt-out up to the ledger's head as it is now, by other
 * means. What the sender has not acknowledged goes on being told to it; up to there it holds the sender no more. The
 * attestation, its audit row and the end of the holds are one commit. A hold for an entry that came later stays.
 */
export async function liftHold(
  { database, random }: LiftHoldParts,
  senderId: string,
  { name, reason }: LiftHold,
  audit: ReturnType<typeof auditBy>,
): Promise<HoldLifted> {
  const holds = await holdsOf(database, senderId);
  if (holds.length === 0) return (await isSender(database, senderId)) ? NOT_HELD : UNKNOWN_SENDER;
  const headSeq = await headOf(database);
  const lifted = holds.filter(({ seq }) => seq <= headSeq);
  if (lifted.length === 0) return NOT_HELD;
  const audited = audit('sender.lift_hold', senderId);
  const attestation: Attestation = {
    id: randomId('att', random),
    senderId,
    kind: 'hold_lifted',
    name,
    reason,
    throughSeq: headSeq,
    fileSha256: null,
    appliedAt: null,
    actor: audited.entry.actor,
    at: audited.now,
  };
  await database.commit([
    audited.audit,
    attestationStatement(database, attestation),
    ...liftings(database, senderId, headSeq),
  ]);
  return { kind: 'lifted', attestation, lifted: lifted.map(heldBy) };
}

const NOT_HELD = { kind: 'not_held' } as const;
const UNKNOWN_SENDER = { kind: 'unknown_sender' } as const;

function liftings({ build }: Database, senderId: string, headSeq: number): Statement[] {
  return [
    build
      .updateTable('propagation')
      .set({ attested_seq: headSeq })
      .where('sender_id', '=', senderId)
      // Only ever upwards.
      .where('attested_seq', '<', headSeq)
      .compile(),
    build.deleteFrom('hold').where('sender_id', '=', senderId).where('seq', '<=', headSeq).compile(),
  ];
}

async function isSender(database: Database, id: string): Promise<boolean> {
  return (
    (await database.all(database.build.selectFrom('sender').select('id').where('id', '=', id))).length > 0
  );
}

async function headOf(database: Database): Promise<number> {
  const query = database.build.selectFrom('ledger').select('seq').orderBy('seq', 'desc').limit(1);
  return (await database.all(query))[0]?.seq ?? 0;
}

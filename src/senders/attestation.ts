import { z } from 'zod';
import type { Database, Statement } from '../store/database.ts';
import type { AttestationRow } from '../store/schema.ts';

/**
 * What a person can answer for. `list_applied`: a list that was carried by hand is in force at the sender. `hold_lifted`:
 * the sender may mail although it has not acknowledged all. `retired`: it mails nobody any more. `reinstated`: it is back.
 */
export const ATTESTATION_KINDS = ['list_applied', 'hold_lifted', 'retired', 'reinstated'] as const;
export type AttestationKind = (typeof ATTESTATION_KINDS)[number];

/** What a named person answered for, for one sender. Never changed and never deleted. */
export interface Attestation {
  readonly id: string;
  readonly senderId: string;
  readonly kind: AttestationKind;
  /** The person's name, as they gave it. */
  readonly name: string;
  readonly reason: string;
  /** The last ledger entry it speaks of. */
  readonly throughSeq: number;
  /** Of the file that was applied, 64 hexadecimal digits; null where there was none. */
  readonly fileSha256: string | null;
  /** When the person says they applied it, epoch ms; null where nothing was. */
  readonly appliedAt: number | null;
  /** Who handed it in: an API key's id, an admin's name, or `cli`. */
  readonly actor: string;
  /** When it was recorded, epoch ms. */
  readonly at: number;
}

/** The name of a person who answers for something. */
export const attestorSchema = z
  .string()
  .trim()
  .min(2, { error: 'Give the name of the person who answers for this.' })
  .max(120, { error: 'At most 120 characters.' });

/** Why, in that person's own words. */
export const attestedReasonSchema = z
  .string()
  .trim()
  .min(3, { error: 'Say why, so that somebody who reads it in a year understands.' })
  .max(1_000, { error: 'At most 1,000 characters.' });

/** The statement that writes an attestation; it belongs in the commit of what it answers for. */
export function attestationStatement(database: Database, attestation: Attestation): Statement {
  return database.build.insertInto('attestation').values(rowOf(attestation)).compile();
}

/** What was attested for a sender, the newest first, at most `limit`. */
export async function attestationsOf(
  database: Database,
  senderId: string,
  limit = 100,
): Promise<Attestation[]> {
  const query = database.build
    .selectFrom('attestation')
    .selectAll()
    .where('sender_id', '=', senderId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  return (await database.all(query)).map(attestationOf);
}

/** One attestation by its id. */
export async function findAttestation(database: Database, id: string): Promise<Attestation | undefined> {
  const query = database.build.selectFrom('attestation').selectAll().where('id', '=', id);
  const [row] = await database.all(query);
  return row && attestationOf(row);
}

function rowOf(one: Attestation): AttestationRow {
  return {
    id: one.id,
    sender_id: one.senderId,
    kind: one.kind,
    name: one.name,
    reason: one.reason,
    through_seq: one.throughSeq,
    file_sha256: one.fileSha256,
    applied_at: one.appliedAt,
    actor: one.actor,
    at: one.at,
  };
}

/** Throws on a kind this version does not know. */
function attestationOf(row: AttestationRow): Attestation {
  const kind = ATTESTATION_KINDS.find((one) => one === row.kind);
  if (kind === undefined) throw new Error(`the attestation kind ${row.kind} is not known to this version`);
  return {
    id: row.id,
    senderId: row.sender_id,
    kind,
    name: row.name,
    reason: row.reason,
    throughSeq: row.through_seq,
    fileSha256: row.file_sha256,
    appliedAt: row.applied_at,
    actor: row.actor,
    at: row.at,
  };
}

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
import type { KnownSenders } from './known-senders.ts';
import type { Sender } from './sender.ts';

/** Who says that a sender mails nobody any more, or that it is back, and why. */
export const retirementSchema = z.strictObject({ name: attestorSchema, reason: attestedReasonSchema });
export type Retirement = z.output<typeof retirementSchema>;

export interface RetireParts {
  readonly database: Database;
  readonly senders: KnownSenders;
  readonly random: RandomBytes;
}

export type SenderRetired =
  | { readonly kind: 'done'; readonly sender: Sender; readonly attestation: Attestation }
  | { readonly kind: 'unknown_sender' }
  /** It is retired, or in service, already: nothing was written. */
  | { readonly kind: 'already'; readonly sender: Sender };

/**
 * Takes a sender out of service on a person's word: it is carried, watched and asked no more, and its keys open nothing
 * promotional. Its holds go; what was open about it is closed in that person's name, breaches too. Its history stays.
 */
export async function retireSender(
  parts: RetireParts,
  id: string,
  retirement: Retirement,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderRetired> {
  return turn(parts, id, { ...retirement, to: 'retired' }, audit);
}

/**
 * Puts a retired sender back into service. It is owed everything since its cursor, as if it had been out of order; until
 * the watch has looked at what that is, it is held.
 */
export async function reinstateSender(
  parts: RetireParts,
  id: string,
  retirement: Retirement,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderRetired> {
  return turn(parts, id, { ...retirement, to: 'reinstated' }, audit);
}

interface Turn extends Retirement {
  readonly to: 'retired' | 'reinstated';
}

async function turn(
  { database, senders, random }: RetireParts,
  id: string,
  { to, name, reason }: Turn,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderRetired> {
  senders.forget();
  const sender = (await senders.read()).find((one) => one.id === id);
  if (sender === undefined) return { kind: 'unknown_sender' };
  const { now, entry } = audit(to === 'retired' ? 'sender.retire' : 'sender.reinstate', id);
  const attestation: Attestation = {
    id: randomId('att', random),
    senderId: id,
    kind: to,
    name,
    reason,
    throughSeq: await headOf(database),
    fileSha256: null,
    appliedAt: null,
    actor: entry.actor,
    at: now,
  };
  const retiredAt = to === 'retired' ? now : null;
  const outcome = await database.commit([
    database.build
      .insertInto('audit')
      // Null, and so refused with the whole commit, where somebody else was first.
      .values((row) => ({
        ...entry,
        subject: row
          .selectFrom('sender')
          .select('id')
          .where('id', '=', id)
          .where('retired_at', to === 'retired' ? 'is' : 'is not', null),
      }))
      .compile(),
    database.build.updateTable('sender').set({ retired_at: retiredAt }).where('id', '=', id).compile(),
    attestationStatement(database, attestation),
    ...(to === 'retired' ? settled(database, attestation) : [held(database, attestation)]),
  ]);
  senders.forget();
  return outcome.kind === 'committed'
    ? { kind: 'done', sender: { ...sender, retiredAt }, attestation }
    : { kind: 'already', sender };
}

/** Nothing is at risk at a sender that mails nobody: what was open about it is explained, and its holds go. */
function settled({ build }: Database, { senderId, name, reason, at }: Attestation): Statement[] {
  return [
    build.deleteFrom('hold').where('sender_id', '=', senderId).compile(),
    build.deleteFrom('exposure').where('sender_id', '=', senderId).compile(),
    build
      .updateTable('incident')
      .set({ closed_at: at, next_notice_at: null, explained_by: name, explanation: `retired: ${reason}` })
      .where('sender_id', '=', senderId)
      .where('closed_at', 'is', null)
      .compile(),
  ];
}

/** What it missed may be due already: it mails nothing promotional until the watch has looked. */
function held({ build }: Database, { senderId, throughSeq, at }: Attestation): Statement {
  return build
    .insertInto('hold')
    .values({ sender_id: senderId, brand: '*', reason: 'deadline', seq: throughSeq, due_at: null, since: at })
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}

async function headOf(database: Database): Promise<number> {
  const query = database.build.selectFrom('ledger').select('seq').orderBy('seq', 'desc').limit(1);
  return (await database.all(query))[0]?.seq ?? 0;
}

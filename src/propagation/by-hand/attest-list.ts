import { z } from 'zod';
import type { auditBy } from '../../access/audit.ts';
import {
  type Attestation,
  attestationStatement,
  attestorSchema,
  findAttestation,
} from '../../senders/attestation.ts';
import type { Sender } from '../../senders/sender.ts';
import { acknowledgeFeed, type FeedParts } from '../feed.ts';
import { openReplays } from '../positions.ts';
import { readSenderState, type SenderState } from '../sender-state.ts';
import { type HandList, handListsWith } from './hand-list.ts';

/** A file's SHA-256 as people paste it: 64 hexadecimal digits; in lower case inside. */
export const fileHashSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, { error: 'A SHA-256 is 64 characters: 0-9 and a-f.' });

/** What a person says of a list they have uploaded, besides when. */
export const listAppliedSchema = z.strictObject({ name: attestorSchema, sha256: fileHashSchema });

export interface ListApplied extends z.output<typeof listAppliedSchema> {
  /** Epoch ms. */
  readonly appliedAt: number;
}

export type ListAttested =
  | { readonly kind: 'attested'; readonly list: HandList; readonly attestation: Attestation }
  /** The cursor stood there or further: nothing was written. */
  | { readonly kind: 'already'; readonly list: HandList; readonly cursorSeq: number }
  /** No list that was written for this sender has this hash. */
  | { readonly kind: 'unknown_file' }
  | { readonly kind: 'before_written'; readonly writtenAt: number }
  /** Since it was written the sender was given a brand, or is to be told again from further back: it does not hold all. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'in_future' };

const MINUTE_MILLIS = 60_000;
/** A person's clock is believed to be off by so much. */
const CLOCK_MILLIS_MAX = 5 * MINUTE_MILLIS;

/**
 * Takes a person's word that they have applied a list, and moves the cursor to where that list ends and no further: what
 * came in since is in the next one. Latency counts to this moment, for no sooner do we know. The attestation is written
 * with the first step of the cursor, so that it never moves without somebody who answers for it.
 */
export async function attestList(
  parts: FeedParts,
  given: Sender,
  applied: ListApplied,
  { id, audit }: { id: string; audit: ReturnType<typeof auditBy> },
): Promise<ListAttested> {
  const now = parts.now();
  if (applied.appliedAt > now + CLOCK_MILLIS_MAX) return { kind: 'in_future' };
  const state = await readSenderState(parts.database, given);
  const { sender } = state;
  const lists = await handListsWith(parts.database, sender.id, applied.sha256);
  const [furthest] = lists;
  if (furthest === undefined) return { kind: 'unknown_file' };
  const list = lists.find(({ writtenAt }) => toMinute(writtenAt) <= applied.appliedAt);
  if (list === undefined) return { kind: 'before_written', writtenAt: firstWritten(lists) };

  if (isOutdated(state, list)) return { kind: 'outdated' };

  const audited = audit('sender.list_applied', sender.id);
  const attestation: Attestation = {
    id,
    senderId: sender.id,
    kind: 'list_applied',
    name: applied.name,
    reason: `A list of ${list.items} people was applied.`,
    throughSeq: list.toSeq,
    fileSha256: list.sha256,
    appliedAt: Math.min(applied.appliedAt, audited.now),
    actor: audited.entry.actor,
    at: audited.now,
  };
  const also = [attestationStatement(parts.database, attestation), audited.audit];
  const outcome = await acknowledgeFeed(parts, sender, list.toSeq, also);
  // Told to tell it again from further back, between the look and the step.
  if (outcome.kind === 'never_served') return { kind: 'outdated' };
  // Another attestation may have carried the cursor there in the meantime, and then ours was not written.
  if ((await findAttestation(parts.database, id)) !== undefined)
    return { kind: 'attested', list, attestation };
  const { row } = await readSenderState(parts.database, given);
  return { kind: 'already', list, cursorSeq: row.cursor_seq };
}

/** Whether a list lacks something of what its attestation would say was told. */
function isOutdated({ row, sender, positions }: SenderState, list: HandList): boolean {
  if (list.toSeq <= row.cursor_seq) return false;
  const lacksBrand = sender.brands.some((brand) => !list.brands.includes(brand));
  const askedFor = openReplays(positions).some((replay) => replay.created_at > list.writtenAt);
  return lacksBrand || list.fromSeq > row.cursor_seq || askedFor;
}

// People tell the time in minutes.
function toMinute(at: number): number {
  return Math.floor(at / MINUTE_MILLIS) * MINUTE_MILLIS;
}

function firstWritten(lists: readonly HandList[]): number {
  return Math.min(...lists.map(({ writtenAt }) => writtenAt));
}

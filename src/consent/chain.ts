import { hash } from 'node:crypto';
import type { LedgerRow } from '../store/schema.ts';

/** The head of an empty ledger. */
export const GENESIS = { seq: 0, hash: '' } as const;

/** The last entry's number and hash: what the next entry is chained to. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** An entry before it is chained. */
export type Unchained = Omit<LedgerRow, 'hash'>;

/**
 * The hash of an entry: SHA-256 over the previous entry's hash and every column that must not change, in base64url. The
 * evidence is bound by its own salted hash, so an erasure can empty it and leave the chain whole.
 */
export function entryHash(previous: string, entry: Unchained): string {
  const columns = [
    previous,
    entry.seq,
    entry.recipient_id,
    entry.recipient_no,
    entry.scope,
    entry.brand,
    entry.kind,
    entry.until_at,
    entry.requested_at,
    entry.received_at,
    entry.recorded_at,
    entry.target_at,
    entry.due_at,
    entry.strict_due_at,
    entry.channel,
    entry.evidence_hash,
  ];
  return sha256(JSON.stringify(columns));
}

/** The commitment to an evidence text. The text carries a salt of its own, so a short one cannot be guessed from it. */
export function evidenceHash(evidenceJson: string): string {
  return sha256(evidenceJson);
}

/** Why an entry breaks the chain. */
export type ChainBreak = 'gap' | 'entry_altered' | 'evidence_altered';

/** The first thing wrong with an entry that follows `head`, or undefined when it continues the chain. */
export function chainBreak(head: Head, entry: LedgerRow): ChainBreak | undefined {
  if (entry.seq !== head.seq + 1) return 'gap';
  if (entryHash(head.hash, entry) !== entry.hash) return 'entry_altered';
  if (entry.evidence_json !== null && evidenceHash(entry.evidence_json) !== entry.evidence_hash) {
    return 'evidence_altered';
  }
  return undefined;
}

function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

import { z } from 'zod';
import type { LedgerRow } from '../store/schema.ts';

/** An instant in ISO 8601, in UTC, as `toISOString` writes it. */
const instantSchema = z
  .string()
  .regex(/^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));

const SECONDS_MAX = 8.64e12; // ECMA-262 §21.4.1.1: the last second a Date can name

/**
 * What a receipt says. `iat` is in epoch seconds, as JWTs have it; every other time is ISO 8601 in UTC. Later versions may
 * say more, never less.
 */
export const receiptSchema = z.object({
  /** The base URL of the Heed that issued it; its keys are at `/.well-known/jwks.json` there. */
  iss: z.string(),
  iat: z.number().int().min(0).max(SECONDS_MAX),
  jti: z.string(),
  decision: z.object({
    kind: z.string(),
    /** `*`, a brand, or brand/topic. */
    scope: z.string(),
    /** Null where it is about every brand. */
    brand_name: z.string().nullable(),
    /** Until when, of a pause. */
    until: instantSchema.nullable(),
    channel: z.string(),
    requested_at: instantSchema,
    received_at: instantSchema,
    recorded_at: instantSchema,
    /** By when every sender should be told, and the first instant at which it is forbidden to mail. */
    target_at: instantSchema.nullable(),
    due_at: instantSchema.nullable(),
  }),
  person: z.object({
    recipient_id: z.string(),
    /** Masked, as in `j***@example.com`; null once it was erased. */
    address: z.string().nullable(),
    /** Lower-case hex of the SHA-256 of the normalised address: whoever knows the address can compute it again. */
    address_sha256: z.string().nullable(),
  }),
  /** The entry that records it, in a ledger where each entry carries the hash of the one before. */
  ledger: z.object({ seq: z.number().int(), hash: z.string() }),
  senders: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['waiting', 'told', 'confirmed']),
      at: instantSchema.nullable(),
    }),
  ),
});
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;

/** What a receipt says beside the entry itself. */
export interface ReceiptParts {
  /** `randomId('rcp', random)`: no two receipts have the same. */
  readonly id: string;
  /** Null where the entry is about every brand. */
  readonly brandName: string | null;
  /** As `maskAddress` and `addressSha256` make them; null where the address is gone. */
  readonly maskedAddress: string | null;
  readonly addressSha256: string | null;
  /** As `progressOf` answers it; times in epoch ms. */
  readonly progress: { readonly senders: readonly ToldSender[] };
  /** The base URL, without a trailing slash. */
  readonly issuer: string;
  /** Epoch ms. */
  readonly issuedAt: number;
}

/** How far one sender is, and what it is called in public. */
export interface ToldSender {
  readonly publicName: string;
  readonly state: Receipt['senders'][number]['state'];
  readonly at: number | null;
}

/** What the receipt of a ledger entry says, as of `issuedAt`. */
export function receiptOf(entry: LedgerRow, parts: ReceiptParts): Receipt {
  return {
    iss: parts.issuer,
    iat: Math.floor(parts.issuedAt / 1000),
    jti: parts.id,
    decision: decisionOf(entry, parts.brandName),
    person: {
      recipient_id: entry.recipient_id,
      address: parts.maskedAddress,
      address_sha256: parts.addressSha256,
    },
    ledger: { seq: entry.seq, hash: entry.hash },
    senders: parts.progress.senders.map(({ publicName, state, at }) => ({
      name: publicName,
      state,
      at: instantOrNull(at),
    })),
  };
}

/** What a ledger entry says was decided, as receipts write it. */
export function decisionOf(entry: LedgerRow, brandName: string | null): Receipt['decision'] {
  return {
    kind: entry.kind,
    scope: entry.scope,
    brand_name: brandName,
    until: instantOrNull(entry.until_at),
    channel: entry.channel,
    requested_at: instant(entry.requested_at),
    received_at: instant(entry.received_at),
    recorded_at: instant(entry.recorded_at),
    target_at: instantOrNull(entry.target_at),
    due_at: instantOrNull(entry.due_at),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}

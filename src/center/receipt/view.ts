import type { Context } from 'hono';
import { findEntry } from '../../consent/find-entry.ts';
import { brandOf, parseScope, type Scope } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import type { ReceiptClaims } from '../../links/token.ts';
import { type Progress, progressOf } from '../../propagation/progress.ts';
import type { LedgerRow } from '../../store/schema.ts';
import { type Visit, visitOf } from '../visit.ts';
import { maskOf } from '../wording.ts';

/** What the receipt page and its file are made of. */
export interface ReceiptView {
  readonly visit: Visit;
  readonly entry: LedgerRow;
  readonly scope: Scope;
  readonly mask: string;
  readonly progress: Progress;
  /** True where the person has said something else about it since. */
  readonly overtaken: boolean;
  readonly path: string;
}

/** Gathers a receipt; undefined where the entry it is about is not this person's. */
export async function receiptViewOf(
  heed: Heed,
  c: Context,
  claims: ReceiptClaims,
): Promise<ReceiptView | undefined> {
  const entry = await findEntry(heed.database, claims);
  const scope = parseScope(entry?.scope ?? '');
  if (entry === undefined || scope === undefined) return undefined;
  const path = `/r/${c.req.param('token')}`;
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope), reopens: true });
  const known = (await heed.standings([claims.recipientId])).get(claims.recipientId);
  return {
    visit,
    entry,
    scope,
    mask: visit.reader.formats.name(maskOf(heed.keyring, claims)),
    progress: await progressOf(heed, entry),
    overtaken:
      known?.standings.some((row) => row.scope === scope && row.aspect !== 'reach' && row.seq > entry.seq) ===
      true,
    path,
  };
}

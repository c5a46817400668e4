import type { Verdicted } from '../consent/decide.ts';
import { historyOf } from '../consent/history.ts';
import { maskAddress } from '../consent/recipient.ts';
import { brandOf } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { unseal } from '../keys/seal.ts';
import { UNDO_MINUTES } from '../links/ages.ts';
import { type LinkClaims, signToken } from '../links/token.ts';
import { type LinkView, viewLink } from './link-view.ts';
import type { DoneProps } from './pages.tsx';

/** A link in words, for its pages. */
export async function linkView(heed: Heed, claims: LinkClaims): Promise<LinkView> {
  const brand = await heed.directory.brand(brandOf(claims.scope));
  const spelling = unseal(heed.keyring, claims.addressSealed, claims.recipientId);
  return viewLink(claims, brand, spelling === undefined ? '' : maskAddress(spelling));
}

/** What the result page says after an opt-out of `claims`, which may be wider than the link it came by. */
export async function doneProps(heed: Heed, claims: LinkClaims, outcome: Verdicted): Promise<DoneProps> {
  const view = await linkView(heed, claims);
  const dueAt = outcome.kind === 'stale' ? null : outcome.dueAt;
  return {
    view,
    already: outcome.kind === 'already',
    // due_at is the first forbidden instant, so the last allowed day is the one a moment before it ends in.
    lastDay: dueAt === null ? undefined : longDate(dueAt - 1, view.zone),
    undo: await undoOffer(heed, claims, { seq: outcome.seq, zone: view.zone }),
  };
}

/** An undo for a link's opt-out while it is fresh; a later visitor of the page gets the rest of the same minutes. */
async function undoOffer(
  heed: Heed,
  claims: LinkClaims,
  { seq, zone }: { seq: number; zone: string },
): Promise<DoneProps['undo']> {
  const entry = (await historyOf(heed.database, claims.recipientId)).find((one) => one.seq === seq);
  if (entry === undefined || entry.kind !== 'opt_out') return undefined;
  // Only what was said through a link can be unsaid through one.
  if (entry.channel !== 'page' && entry.channel !== 'one_click') return undefined;
  const until = entry.recorded_at + UNDO_MINUTES * 60_000;
  const now = heed.now();
  if (now >= until) return undefined;
  const token = signToken(heed.keyring, {
    power: 'undo',
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope: claims.scope,
    issuedAt: Math.floor(now / 1000),
    expiresAt: Math.floor(until / 1000),
    seq,
  });
  return { action: `/u/${token}`, until: clockTime(until, zone) };
}

function longDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: zone }).format(at);
}

function clockTime(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en', {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  }).format(at);
}

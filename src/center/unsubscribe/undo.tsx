import type { Context } from 'hono';
import type { Decision } from '../../consent/decision.ts';
import { brandOf } from '../../consent/scope.ts';
import { restFor } from '../../deadline/rest.ts';
import type { Heed } from '../../heed.ts';
import { undoByLink } from '../../links/obey.ts';
import { receiptPath } from '../../links/receipt-path.ts';
import type { UndoClaims } from '../../links/token.ts';
import { renderPage } from '../../web/render-page.ts';
import { visitOf, zoneOf } from '../visit.ts';
import { maskOf, scopeInWords } from '../wording.ts';
import { PAUSE_DAYS } from './pages.tsx';
import { AskUndoPage, PausedPage, UndonePage } from './undo-pages.tsx';

/** Takes an opt-out back, while its undo link is open and nothing newer was said. */
export async function undo(heed: Heed, c: Context, claims: UndoClaims): Promise<Response> {
  const decision = await undoByLink(heed.database, claims, heed.now());
  const [outcome] = decision === undefined ? [] : await heed.append([decision]);
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  const mask = visit.reader.formats.name(maskOf(heed.keyring, claims));
  return renderPage(c, <UndonePage visit={visit} mask={mask} stale={outcome?.kind !== 'recorded'} />);
}

/**
 * A pause in place of an end: the opt-out is taken back and the pause begins, in one commit, so that at no instant mail
 * is allowed. Where the opt-out can no longer be taken back, nothing changes.
 */
export async function pauseInstead(
  heed: Heed,
  c: Context,
  claims: UndoClaims,
  given: string | null,
): Promise<Response> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  const days = PAUSE_DAYS.find((offered) => String(offered) === given);
  if (days === undefined) return renderPage(c, <AskUndoPage visit={visit} />);
  const mask = visit.reader.formats.name(maskOf(heed.keyring, claims));
  const now = heed.now();
  const zone = zoneOf(visit);
  const until = restFor(days, now, zone);
  const back = (await stillStands(heed, claims)) ? await undoByLink(heed.database, claims, now) : undefined;
  // Should something newer come between, a pause beside an opt-out takes nothing from anybody: it lifts none.
  const [taken, rested] = back === undefined ? [] : await heed.append([back, pauseOf(back, until)]);
  if (taken?.kind !== 'recorded' || rested === undefined) {
    return renderPage(c, <UndonePage visit={visit} mask={mask} stale={true} />);
  }
  const words = {
    what: scopeInWords(visit, claims.scope),
    until: visit.reader.formats.date(until, zone),
    receiptPath: receiptPath(heed, claims, rested.seq),
  };
  return renderPage(c, <PausedPage visit={visit} mask={mask} {...words} />);
}

/** True while the opt-out an undo is about is the last word at its scope. */
async function stillStands(heed: Heed, { recipientId, scope, seq }: UndoClaims): Promise<boolean> {
  const known = (await heed.standings([recipientId])).get(recipientId);
  return (
    known?.standings.some((row) => row.scope === scope && row.seq === seq && row.saidSeq === seq) === true
  );
}

function pauseOf(undo: Decision, until: number): Decision {
  return {
    kind: 'pause',
    until,
    recipientId: undo.recipientId,
    addressSealed: undo.addressSealed,
    scope: undo.scope,
    requestedAt: undo.requestedAt,
    receivedAt: undo.receivedAt,
    channel: 'page',
    evidence: { ...undo.evidence, page: 'unsubscribe' },
  };
}

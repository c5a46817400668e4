import { deadlineZone } from '../../brands/deadline-zone.ts';
import type { Verdicted } from '../../consent/decide.ts';
import { historyOf } from '../../consent/history.ts';
import { EVERYTHING, topicOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { UNDO_MINUTES } from '../../links/ages.ts';
import { receiptPath } from '../../links/receipt-path.ts';
import { type LinkClaims, signToken } from '../../links/token.ts';
import type { Visit } from '../visit.ts';
import { lastDay, maskOf, scopeInWords } from '../wording.ts';

/** What the page after an opt-out says. */
export interface Done {
  readonly visit: Visit;
  readonly mask: string;
  /** What has stopped, in words. */
  readonly what: string;
  /** How much has stopped: what more could be is offered. */
  readonly width: 'topic' | 'brand' | 'everything';
  readonly already: boolean;
  /** The last day mail may still come; absent when no law sets one. */
  readonly lastDay: string | undefined;
  /** Where to see every system being told. */
  readonly receiptPath: string;
  /** The way back while the opt-out is fresh: where to post to, and until when, in words. */
  readonly undo: { readonly path: string; readonly until: string } | undefined;
}

/** What the result page says after an opt-out of `claims`, which may be wider than the link it came by. */
export async function doneOf(
  heed: Heed,
  visit: Visit,
  claims: LinkClaims,
  outcome: Verdicted,
): Promise<Done> {
  const dueAt = outcome.kind === 'stale' ? null : outcome.dueAt;
  return {
    visit,
    mask: visit.reader.formats.name(maskOf(heed.keyring, claims)),
    what: scopeInWords(visit, claims.scope),
    width: widthOf(claims),
    already: outcome.kind === 'already',
    lastDay: lastDayOf(visit, dueAt),
    receiptPath: receiptPath(heed, claims, outcome.seq),
    undo: await undoOffer(heed, visit, { claims, seq: outcome.seq }),
  };
}

/** The last day as the calendar on the wall has it where the deadline was counted. */
export function lastDayOf(visit: Visit, dueAt: number | null): string | undefined {
  if (dueAt === null) return undefined;
  const brands = new Map(visit.brands.map((brand) => [brand.id, brand]));
  return lastDay(visit, dueAt, deadlineZone(dueAt, visit.brand ? [visit.brand.id] : [], brands));
}

function widthOf({ scope }: LinkClaims): Done['width'] {
  if (scope === EVERYTHING) return 'everything';
  return topicOf(scope) === undefined ? 'brand' : 'topic';
}

/** An undo for a link's opt-out while it is fresh; a later visitor of the page gets the rest of the same minutes. */
async function undoOffer(
  heed: Heed,
  visit: Visit,
  { claims, seq }: { claims: LinkClaims; seq: number },
): Promise<Done['undo']> {
  const entry = (await historyOf(heed.database, claims.recipientId)).find((one) => one.seq === seq);
  if (entry === undefined || entry.kind !== 'opt_out') return undefined;
  // Only what was said through a link can be unsaid through one.
  if (entry.channel !== 'page' && entry.channel !== 'one_click') return undefined;
  const until = entry.recorded_at + UNDO_MINUTES * 60_000;
  if (visit.now >= until) return undefined;
  const token = signToken(heed.keyring, {
    power: 'undo',
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope: claims.scope,
    issuedAt: Math.floor(visit.now / 1000),
    expiresAt: Math.floor(until / 1000),
    seq,
  });
  const zone = visit.brand?.policy.zone ?? 'UTC';
  return { path: `/u/${token}`, until: visit.reader.formats.clockTime(until, zone) };
}

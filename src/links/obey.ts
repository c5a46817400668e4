import type { Decision } from '../consent/decision.ts';
import { historyOf } from '../consent/history.ts';
import type { Scope } from '../consent/scope.ts';
import { standingBefore } from '../consent/standing-before.ts';
import type { Database } from '../store/database.ts';
import type { LinkClaims, UndoClaims } from './token.ts';

/** How a link was used: by a mail program, or by a person on our page. */
export interface LinkUse {
  readonly channel: 'one_click' | 'page';
  /** False when the body was not what RFC 8058 §3.2 describes; the opt-out counts all the same. */
  readonly conforming: boolean;
  /** What is to stop, where that is more than the link was made for. */
  readonly scope?: Scope | undefined;
  /** Epoch ms: the first instant we held the request. */
  readonly now: number;
}

/** The opt-out a link's bearer asks for. Request and receipt are one instant: the POST itself. */
export function optOutByLink(claims: LinkClaims, use: LinkUse): Decision {
  return {
    kind: 'opt_out',
    recipientId: claims.recipientId,
    addressSealed: claims.addressSealed,
    scope: use.scope ?? claims.scope,
    requestedAt: use.now,
    receivedAt: use.now,
    channel: use.channel,
    evidence: {
      power: claims.power,
      campaign: claims.campaign ?? null,
      link_issued_at: claims.issuedAt * 1000,
      body: use.conforming ? 'conforming' : 'nonconforming',
    },
  };
}

/** The undo an undo link asks for, or undefined when the entry it names is not this person's or not an opt-out. */
export async function undoByLink(
  database: Database,
  claims: UndoClaims,
  now: number,
): Promise<Decision | undefined> {
  const history = await historyOf(database, claims.recipientId);
  const entry = history.find(({ seq }) => seq === claims.seq);
  if (entry === undefined || entry.kind !== 'opt_out' || entry.scope !== claims.scope) return undefined;
  const restores = standingBefore(history, entry);
  return (
    restores && {
      kind: 'undo',
      undoes: entry.seq,
      restores,
      recipientId: claims.recipientId,
      addressSealed: claims.addressSealed,
      scope: claims.scope,
      requestedAt: now,
      receivedAt: now,
      channel: 'page',
      evidence: { power: claims.power, undoes: entry.seq },
    }
  );
}

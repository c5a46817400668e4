import type { StopClaims } from './token.ts';

/**
 * How long each link keeps its power. What takes mail away has no age here: 16 CFR 316.5 wants an opt-out to need no
 * more than one page, and 15 USC 7704(a)(3)(A)(ii) wants it to work for at least 30 days after the mail; ours always does.
 */

/** A mailed link to everything of a person. Long enough to find the mail, too short to be worth stealing later. */
export const MANAGE_MINUTES = 30;

/** Taking an opt-out back from its result page. A slip is noticed at once; a forwarded page must not lift it next week. */
export const UNDO_MINUTES = 15;

/** Confirming an opt-in. People read mail at the weekend; a "yes" to a question of last month is no consent. */
export const OPT_IN_DAYS = 7;

/**
 * Confirming a privacy request. A third of the 45 days in which it is to be answered (11 CCR 7021(b)), which run from the
 * day it came in, confirmed or not.
 */
export const PRIVACY_DAYS = 14;

/** How long a preference link shows and changes topics: mail is forwarded and archived, and then others hold the link. */
export const PREFS_DAYS = 90;

const DAY_SECONDS = 86_400;

/**
 * True while a preference link may show and change topics, at `now` (epoch ms). After that it still opts out, and no
 * more. An unsubscribe link never may.
 */
export function isPrefsFresh({ power, issuedAt }: StopClaims, now: number): boolean {
  return power === 'prefs' && now < (issuedAt + PREFS_DAYS * DAY_SECONDS) * 1000;
}

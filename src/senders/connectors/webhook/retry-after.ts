/** The longest pause a receiver may ask for, in milliseconds; a longer wish must not outlast a deadline. */
export const RETRY_AFTER_MILLIS_MAX = 60 * 60 * 1000;

const SECONDS = /^\d+$/;
// RFC 9110 §5.6.7: the form to send, and the two obsolete ones a recipient must still read.
const IMF_OR_RFC850 = /^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?, \d.* GMT$/;
const ASCTIME = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/**
 * How long the receiver asks us to wait, in milliseconds from `now` (epoch milliseconds), at most
 * `RETRY_AFTER_MILLIS_MAX`; 0 for a moment already past. Reads seconds and HTTP dates (RFC 9110 §10.2.3); undefined
 * for anything else. Pure; never throws.
 */
export function retryAfterMillis(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_MILLIS_MAX);
  const at = httpDateMillis(text);
  return at === undefined ? undefined : Math.min(Math.max(at - now, 0), RETRY_AFTER_MILLIS_MAX);
}

function httpDateMillis(text: string): number | undefined {
  // An asctime date is UTC without saying so; Date.parse alone would take it for local time.
  const zoned = ASCTIME.test(text) ? `${text} GMT` : text;
  if (zoned === text && !IMF_OR_RFC850.test(text)) return undefined;
  const millis = Date.parse(zoned);
  return Number.isNaN(millis) ? undefined : millis;
}

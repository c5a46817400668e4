/** What a POST to a link says: the pair of RFC 8058, a button of our own page, or something else. */
export type LinkBody =
  | { readonly kind: 'one_click' }
  | { readonly kind: 'press'; readonly button: Press; readonly fields: URLSearchParams }
  /** Empty, or nothing we know. With a good token it still opts out: losing an opt-out is the worse error. */
  | { readonly kind: 'nonconforming' };

/** The buttons of our own pages. */
export const PRESSES = [
  'stop',
  'stop-brand',
  'stop-all',
  'undo',
  'pause',
  'mail-link',
  'save',
  'reason',
  'confirm',
] as const;
export type Press = (typeof PRESSES)[number];

/** RFC 8058 §3.1: what nearly every mail program sends, to the letter. */
export const ONE_CLICK_PAIR = 'List-Unsubscribe=One-Click';

// RFC 8058 §3.2. Multipart is read by eye: the RFC's own example (§8.3) has a delimiter no strict parser accepts.
const MULTIPART_PAIR =
  /name="?List-Unsubscribe"?[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n\s*One-Click\s*(?:\r?\n|$)/i;

/** Reads the body of a POST to a link, whatever its declared type: mail programs get that wrong too. */
export function readLinkBody(text: string): LinkBody {
  if (text === ONE_CLICK_PAIR) return { kind: 'one_click' };
  const fields = new URLSearchParams(text);
  if (fields.get('List-Unsubscribe')?.trim().toLowerCase() === 'one-click') return { kind: 'one_click' };
  const button = PRESSES.find((press) => press === fields.get('press'));
  if (button !== undefined) return { kind: 'press', button, fields };
  return MULTIPART_PAIR.test(text) ? { kind: 'one_click' } : { kind: 'nonconforming' };
}

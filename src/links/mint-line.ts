import type { MintedLinks } from './mint.ts';

/**
 * Makes the function that writes one recipient's links as a line of JSON. Of such a kilobyte nothing can need escaping
 * but the base URL, so that is looked at once, and not every character of every line by `JSON.stringify`; a test holds
 * the two equal.
 */
export function lineWriter(baseUrl: string): (line: number, links: MintedLinks) => string {
  const plain = JSON.stringify(baseUrl) === `"${baseUrl}"`;
  return plain ? writtenOut : (line, links) => `${JSON.stringify({ line, ...links })}\n`;
}

function writtenOut(line: number, links: MintedLinks): string {
  const { 'List-Unsubscribe': list, 'List-Unsubscribe-Post': post } = links.headers;
  const id = `{"line":${line},"recipient_id":"${links.recipient_id}"`;
  const urls = `"unsubscribe_url":"${links.unsubscribe_url}","preferences_url":"${links.preferences_url}"`;
  return `${id},${urls},"headers":{"List-Unsubscribe":"${list}","List-Unsubscribe-Post":"${post}"}}\n`;
}

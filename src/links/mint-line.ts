import type { MintedLinks } from './mint.ts';

/**
 * Makes the function that writes one recipient's links as the members of a JSON object, without its braces. Of such a
 * kilobyte nothing can need escaping but the base URL, so that is looked at once, and not every character of every line
 * by `JSON.stringify`; a test holds the two equal.
 */
export function membersWriter(baseUrl: string): (links: MintedLinks) => string {
  const plain = JSON.stringify(baseUrl) === `"${baseUrl}"`;
  return plain ? writtenOut : (links) => JSON.stringify(links).slice(1, -1);
}

function writtenOut({ recipient_id, unsubscribe_url, preferences_url, headers }: MintedLinks): string {
  const urls = `"unsubscribe_url":"${unsubscribe_url}","preferences_url":"${preferences_url}"`;
  const lines = `"List-Unsubscribe":"${headers['List-Unsubscribe']}","List-Unsubscribe-Post":"${headers['List-Unsubscribe-Post']}"`;
  return `"recipient_id":"${recipient_id}",${urls},"headers":{${lines}}`;
}

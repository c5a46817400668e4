import { createHash } from 'node:crypto';
import type { Transcript } from './api-client.ts';

/**
 * Where an address or a token stands that must not (guarantee 13): in a log line, a response header or the body of a
 * refusal. Addresses are looked for plain, encoded and hashed. Answers the texts at fault.
 */
export function leaks(
  secrets: Iterable<string>,
  { log, transcript }: { log: readonly string[]; transcript: Transcript },
): string[] {
  const shown = [
    ...log,
    ...transcript.map(({ headers }) => JSON.stringify([...headers])),
    ...transcript.filter(({ status }) => status >= 400).map(({ text }) => text),
  ];
  const forms = [...secrets].flatMap(formsOf);
  return shown.filter((text) => {
    const lower = text.toLowerCase();
    return forms.some((form) => lower.includes(form));
  });
}

/** Log lines with anything like an address or a token in them, whosever it is. */
export function suspicious(log: readonly string[]): string[] {
  // Every token begins with the base64url of `{"`.
  return log.filter((line) => /@|%40|eyJ[\w-]{8}/i.test(line));
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const sha256 = createHash('sha256').update(secret).digest();
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64url'),
    bytes.toString('base64').replace(/=+$/, ''),
    sha256.toString('hex'),
    sha256.toString('base64url'),
  ].map((form) => form.toLowerCase());
}

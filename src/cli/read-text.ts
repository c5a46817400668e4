import { errorCode } from '../log.ts';
import { Refused } from './io.ts';

/** How much is read, and until when the asking is given up. */
export interface ReadBounds {
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/** Reads bytes as one text, or answers undefined as soon as there are too many: no input fills the memory. */
export async function readText(
  input: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of input) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Fetches a text from a web address. Only over https, or from this very machine: what comes over an open line may come
 * from anybody. Redirects are not followed, for the address is what is trusted.
 */
export async function fetchText(address: string, { bytesMax, signal }: ReadBounds): Promise<string> {
  const url = new URL(address);
  const shown = `${url.origin}${url.pathname}`;
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    throw new Refused(`${shown} is not reached by https.`, 'Give its https address, or a file you trust.');
  }
  try {
    const response = await fetch(url, { redirect: 'error', signal, headers: { accept: 'application/json' } });
    const text = response.body === null ? '' : await readText(response.body, bytesMax);
    if (response.ok && text !== undefined) return text;
    throw new Refused(
      response.ok ? `${shown} answers too much.` : `${shown} answers with status ${response.status}.`,
      FETCH_FIX,
    );
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(`${shown} does not answer (${causeOf(error)}).`, FETCH_FIX);
  }
}

const FETCH_FIX =
  'Give the address of the key set itself, as in https://mail.example.com/.well-known/jwks.json, or a file with it.';

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

// What fetch throws is always "fetch failed"; why is in its cause.
function causeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'in time';
  return errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error);
}

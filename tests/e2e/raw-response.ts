/** A response as it came over the wire. */
export interface RawResponse {
  readonly status: number;
  /** Status line and headers, in their order and spelling. */
  readonly head: string;
  /** The first value of each header, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Takes the first whole response off the bytes that have come, or answers undefined when more must come. `bodiless`:
 * it answers a HEAD, so its length announces a body that does not follow. `ended`: nothing more will come.
 */
export function takeResponse(
  bytes: Buffer,
  { bodiless, ended }: { bodiless: boolean; ended: boolean },
): { readonly response: RawResponse; readonly rest: Buffer } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const status = Number(statusLine.split(' ')[1]);
  const rest = bytes.subarray(headEnd + 4);
  const none = bodiless || status === 204 || status === 304;
  const taken = none ? { body: '', rest } : takeBody(rest, headers, ended);
  return taken && { response: { status, head, headers, body: taken.body }, rest: taken.rest };
}

interface Taken {
  readonly body: string;
  readonly rest: Buffer;
}

// RFC 9112 §6.3: chunked, else as long as announced, else up to the end of the connection.
function takeBody(bytes: Buffer, headers: ReadonlyMap<string, string>, ended: boolean): Taken | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return takeChunks(bytes);
  const announced = headers.get('content-length');
  if (announced === undefined) return ended ? { body: bytes.toString(), rest: Buffer.alloc(0) } : undefined;
  const length = Number(announced);
  if (bytes.length < length) return undefined;
  return { body: bytes.toString('utf8', 0, length), rest: bytes.subarray(length) };
}

function takeChunks(bytes: Buffer): Taken | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks).toString(), rest: bytes.subarray(end + 2) };
    chunks.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}

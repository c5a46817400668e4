/** A body that was read whole, or is longer than allowed. */
export type BodyOutcome = { readonly kind: 'read'; readonly text: string } | { readonly kind: 'too_large' };

/**
 * Reads a request's body as text, at most `bytesMax` of it. A body announced longer is refused unread, and one that
 * turns out longer is refused at the first byte too many: nobody can make this process hold a large body.
 */
export async function readBody(request: Request, bytesMax: number): Promise<BodyOutcome> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > bytesMax) return { kind: 'too_large' };
  // An announced length is kept by the HTTP parser, so the short way is safe; without one it is counted.
  if (announced !== null) return { kind: 'read', text: await request.text() };
  if (request.body === null) return { kind: 'read', text: '' };
  return readCounted(request.body, bytesMax);
}

async function readCounted(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<BodyOutcome> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return { kind: 'too_large' };
    text += decoder.decode(chunk, { stream: true });
  }
  return { kind: 'read', text: text + decoder.decode() };
}

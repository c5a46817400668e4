import type { HandList } from '../propagation/by-hand/hand-list.ts';
import type { ListBegun } from '../propagation/by-hand/write-list.ts';
import type { Sender } from '../senders/sender.ts';
import { textStream } from './text-stream.ts';

// Some ten thousand people. A file that ends within this is answered with its hash, a longer one is streamed before its
// hash is known.
const HELD_BYTES_MAX = 1024 * 1024;

/**
 * A list as a file to be kept. The list is recorded before the last byte leaves: whoever has the whole file has one that
 * can be attested, and a transfer that breaks off leaves nothing behind. A short file comes with its hash (RFC 9530
 * Repr-Digest); of a long one the hash stands among the sender's lists.
 */
export async function listFile(
  list: ListBegun,
  sender: Pick<Sender, 'id'>,
  { status }: { status: 200 | 201 },
): Promise<Response> {
  const headers = new Headers({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${sender.id}-${list.toSeq}.csv"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'heed-list': list.id,
    'heed-from-seq': String(list.fromSeq),
    'heed-to-seq': String(list.toSeq),
  });
  const head = await headOf(list);
  if (head.kind === 'more') return new Response(textStream(textsOf(list, head.text)), { status, headers });
  const digest = Buffer.from(head.list.sha256, 'hex').toString('base64');
  headers.set('repr-digest', `sha-256=:${digest}:`);
  headers.set('heed-sha256', head.list.sha256);
  headers.set('heed-items', String(head.list.items));
  return new Response(head.text, { status, headers });
}

type Head =
  | { readonly kind: 'whole'; readonly text: string; readonly list: HandList }
  | { readonly kind: 'more'; readonly text: string };

async function headOf({ pieces }: ListBegun): Promise<Head> {
  let text = '';
  while (Buffer.byteLength(text) <= HELD_BYTES_MAX) {
    const next = await pieces.next();
    if (next.done) return { kind: 'whole', text, list: next.value };
    text += next.value.text;
  }
  return { kind: 'more', text };
}

/** Keeps one piece back until the next is there, so that the last leaves after the list was recorded. */
async function* textsOf({ pieces }: ListBegun, head: string): AsyncGenerator<string> {
  let kept = head;
  for await (const { text } of pieces) {
    yield kept;
    kept = text;
  }
  yield kept;
}

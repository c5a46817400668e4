import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createOneClick, type OneClickAnswer } from '../center/one-click.ts';
import type { Heed } from '../heed.ts';
import { ONE_CLICK_PAIR, readLinkBody } from '../links/one-click-body.ts';
import { errorCode } from '../log.ts';

/** What stands behind the door: everything else the service answers. */
export interface Behind {
  readonly listener: RequestListener;
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

// The token as it is written; anything that would have to be decoded first goes the long way.
const PATH = /^\/u\/([\w.-]+)$/;
const PAIR_LENGTH = String(ONE_CLICK_PAIR.length);

/**
 * The shortest way to an opt-out on Node. What nearly every mail program posts, the pair of RFC 8058 §3.1 and no byte
 * more, is read and answered without a framework between: that is half of what such a request costs. Whatever is not
 * exactly that goes on to `behind`, which answers this, too, and the same.
 */
export function oneClickDoor(heed: Heed, behind: Behind): RequestListener {
  const oneClick = createOneClick(heed, ['unsub']);
  return (incoming, outgoing) => {
    const token = tokenOf(incoming);
    if (token === undefined) return behind.listener(incoming, outgoing);
    readAll(incoming, (body) => {
      answer({ incoming, outgoing, body }, token).catch((error: unknown) => {
        heed.log.error('request.failed', { code: errorCode(error) });
        outgoing.destroy(); // as good as a lost connection: whoever posted will try again
      });
    });
  };

  async function answer(exchange: Exchange, token: string): Promise<void> {
    const conforming = readLinkBody(exchange.body.toString()).kind === 'one_click';
    const obeyed = conforming ? await oneClick(token) : undefined;
    if (obeyed === undefined) await handOn(exchange, behind);
    else write(exchange.outgoing, obeyed);
  }
}

/** A request whose body was read, and where its answer goes. */
interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}

function tokenOf({ method, url = '', headers }: IncomingMessage): string | undefined {
  if (method !== 'POST' || headers['content-length'] !== PAIR_LENGTH) return undefined;
  return PATH.exec(url)?.[1];
}

/** A body of few bytes. Of a request that is broken off there is nothing to say, and nobody to say it to. */
function readAll(incoming: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => then(Buffer.concat(chunks)));
}

function write(outgoing: ServerResponse, { status, body, headers }: OneClickAnswer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

/** Gives a request that was read already to the app: a damaged link, or as many bytes of something else. */
async function handOn({ incoming, outgoing, body }: Exchange, { fetch }: Behind): Promise<void> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const response = await fetch(new Request(url, { method: 'POST', headers, body }));
  const text = await response.text();
  const { 'content-length': _, ...others } = Object.fromEntries(response.headers);
  // To the letter as the adaptor writes it: there is one answer for every bad link.
  outgoing.writeHead(response.status, { ...others, 'Content-Length': Buffer.byteLength(text) });
  outgoing.end(text);
}

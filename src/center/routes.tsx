import { type Context, Hono } from 'hono';
import { brandOf, brandScope } from '../consent/scope.ts';
import type { Heed } from '../heed.ts';
import { optOutByLink, undoByLink } from '../links/obey.ts';
import { type Press, readLinkBody } from '../links/one-click-body.ts';
import { type LinkClaims, type Power, readToken, type UndoClaims } from '../links/token.ts';
import { errorCode } from '../log.ts';
import { addPageHeaders, pageHeaderRecord, pageHeaders } from '../web/page-headers.ts';
import { readBody } from '../web/read-body.ts';
import { renderPage } from '../web/render-page.ts';
import { copy } from './copy.ts';
import {
  ANY_ORIGIN,
  createOneClick,
  type OneClick,
  type OneClickAnswer,
  oneClickAnswers,
} from './one-click.ts';
import { AskPage, AskUndoPage, DonePage, PlainPage, UndonePage } from './pages.tsx';
import { doneProps, linkView } from './respond.ts';

// A one-click body has 26 bytes, a multipart one a few hundred; a form of ours less than that.
const BODY_BYTES_MAX = 16_384;

const PREFLIGHT = {
  ...ANY_ORIGIN,
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/**
 * The doors for recipients: `/u/{token}` (one click, its page, undo) and `/p/{token}` (the preference link, which can
 * always opt out). GET and HEAD read; only POST acts (RFC 9110 §9.2.1).
 */
export function createCenter(heed: Heed): Hono {
  const center = new Hono({ strict: false });
  const https = heed.baseUrl.startsWith('https:');
  const record = pageHeaderRecord({ https });
  for (const [path, powers] of [
    ['/u/:token', ['unsub', 'undo']],
    ['/p/:token', ['prefs']],
  ] as const) {
    const door = { powers, oneClick: createOneClick(heed, powers) };
    center.post(path, async (c) => {
      const answer = await act(heed, c, door);
      // What mail programs are answered has its headers already.
      return answer instanceof Response ? addPageHeaders(answer, record) : new Response(answer.body, answer);
    });
    center.on(['GET', 'OPTIONS'], path, pageHeaders({ https }));
    center.get(path, (c) => show(heed, c, powers));
    center.options(path, (c) => c.body(null, 204, { ...PREFLIGHT, allow: 'GET, HEAD, POST, OPTIONS' }));
  }
  return center;
}

async function show(heed: Heed, c: Context, powers: readonly Power[]): Promise<Response> {
  const claims = await claimsOf(heed, c, powers);
  if (claims === undefined) return deadLink(c);
  const view = await linkView(heed, claims);
  return renderPage(c, claims.power === 'undo' ? <AskUndoPage view={view} /> : <AskPage view={view} />);
}

/** A page, or the bare word a mail program gets. */
type Answer = Response | OneClickAnswer;

/** One path that is posted to: whose links are good there. */
interface Door {
  readonly powers: readonly Power[];
  readonly oneClick: OneClick;
}

async function act(heed: Heed, c: Context, { powers, oneClick }: Door): Promise<Answer> {
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  if (body.kind === 'too_large') return tooLarge(c);
  const said = readLinkBody(body.text);
  const answer = said.kind === 'one_click' ? await oneClick(c.req.param('token') ?? '') : undefined;
  if (answer !== undefined) return answer;
  const claims = await claimsOf(heed, c, powers);
  if (claims === undefined) return deadLink(c);
  const press = said.kind === 'press' ? said.button : undefined;
  try {
    if (claims.power === 'undo')
      return press === 'undo' ? await undo(heed, c, claims) : await show(heed, c, powers);
    return await optOut(heed, c, claims, press);
  } catch (error) {
    // Guarantee 2: what could not be made durable is never answered with success. 503 invites another try.
    heed.log.error('opt_out.failed', { code: errorCode(error) });
    return press === undefined ? oneClickAnswers(heed).busy : busy(c);
  }
}

async function optOut(heed: Heed, c: Context, claims: LinkClaims, press: Press | undefined): Promise<Answer> {
  const wholeBrand = press === 'stop-brand';
  const channel = press === undefined ? 'one_click' : 'page';
  const conforming = press !== undefined;
  const decision = optOutByLink(claims, { channel, conforming, wholeBrand, now: heed.now() });
  const [outcome] = await heed.append([decision]);
  if (press === undefined || outcome === undefined) return oneClickAnswers(heed).done;
  const about = wholeBrand ? { ...claims, scope: brandScope(brandOf(claims.scope)) } : claims;
  return renderPage(c, <DonePage {...(await doneProps(heed, about, outcome))} />);
}

async function undo(heed: Heed, c: Context, claims: UndoClaims): Promise<Response> {
  const decision = await undoByLink(heed.database, claims, heed.now());
  const [outcome] = decision === undefined ? [] : await heed.append([decision]);
  const view = await linkView(heed, claims);
  return renderPage(c, <UndonePage view={view} stale={outcome?.kind !== 'recorded'} />);
}

function claimsOf(heed: Heed, c: Context, powers: readonly Power[]): Promise<LinkClaims | undefined> {
  return readToken(heed.keyring, c.req.param('token') ?? '', { powers, now: heed.now() });
}

/** One answer for every bad token, whatever is wrong with it. */
function deadLink(c: Context): Promise<Response> {
  const { title, lead, fix } = copy.dead;
  return renderPage(c, <PlainPage title={title} lines={[lead, fix]} />, 404);
}

function tooLarge(c: Context): Promise<Response> {
  // The rest of the body is not read, so the connection cannot be used again.
  c.header('connection', 'close');
  return renderPage(c, <PlainPage title={copy.tooLarge.title} lines={[copy.tooLarge.lead]} />, 413);
}

function busy(c: Context): Promise<Response> | Response {
  c.header('retry-after', '30');
  const { title, lead, again } = copy.busy;
  return renderPage(c, <PlainPage title={title} lines={[lead]} retry={again} />, 503);
}

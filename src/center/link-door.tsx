import { type Context, Hono } from 'hono';
import type { Heed } from '../heed.ts';
import { type LinkBody, type Press, readLinkBody } from '../links/one-click-body.ts';
import { type ClaimsOf, type Power, readToken } from '../links/token.ts';
import { errorCode } from '../log.ts';
import { isOwnForm } from '../web/own-form.ts';
import { addPageHeaders, pageHeaderRecord } from '../web/page-headers.ts';
import { readBody } from '../web/read-body.ts';
import { ANY_ORIGIN, type OneClick, type OneClickAnswer, oneClickAnswers } from './one-click.ts';
import { keepChosenLanguage } from './reader.ts';
import { answerBusy, answerDeadLink, answerForeign, answerTooLarge } from './trouble/answers.tsx';

// A one-click body has 26 bytes, a multipart one a few hundred; the largest form of ours some thousand.
export const BODY_BYTES_MAX = 16_384;

const PREFLIGHT = {
  ...ANY_ORIGIN,
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/** A button that was pressed on a page of ours, with what was filled in. */
export interface Pressed {
  readonly button: Press;
  readonly fields: URLSearchParams;
}

/** A page, or the bare word a mail program gets. */
export type Answer = Response | OneClickAnswer;

/** One path with a token in it: which powers are good there, what is shown, and what a press does. */
export interface LinkDoor<P extends Power> {
  readonly path: `/${string}/:token`;
  readonly powers: readonly P[];
  /** Where mail programs post to. Such a door takes every origin, and whatever is posted opts out. */
  readonly oneClick?: OneClick;
  /** Buttons that give mail back, or say more than stop: they count only from a page of ours. */
  readonly ownFormsOnly: (claims: ClaimsOf<P>, button: Press | undefined) => boolean;
  show(c: Context, claims: ClaimsOf<P>): Promise<Response>;
  press(c: Context, claims: ClaimsOf<P>, pressed: Pressed | undefined): Promise<Answer>;
}

/** Hangs a link door. GET and HEAD read; only POST acts (RFC 9110 §9.2.1). */
export function createLinkDoor<P extends Power>(heed: Heed, door: LinkDoor<P>): Hono {
  const https = heed.baseUrl.startsWith('https:');
  const record = pageHeaderRecord({ https });
  const app = new Hono({ strict: false });
  app.get(door.path, async (c) => {
    keepChosenLanguage(c, { https });
    const claims = await claimsOf(heed, c, door);
    return addPageHeaders(
      await (claims === undefined ? answerDeadLink(heed, c) : door.show(c, claims)),
      record,
    );
  });
  app.post(door.path, async (c) => {
    const answer = await act(heed, c, door);
    // What mail programs are answered has its headers already.
    return answer instanceof Response ? addPageHeaders(answer, record) : new Response(answer.body, answer);
  });
  if (door.oneClick !== undefined) {
    app.options(door.path, (c) =>
      addPageHeaders(c.body(null, 204, { ...PREFLIGHT, allow: 'GET, HEAD, POST, OPTIONS' }), record),
    );
  }
  return app;
}

async function act<P extends Power>(heed: Heed, c: Context, door: LinkDoor<P>): Promise<Answer> {
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  if (body.kind === 'too_large') return answerTooLarge(heed, c);
  const said = readLinkBody(body.text);
  if (said.kind === 'one_click' && door.oneClick !== undefined) {
    const answer = await door.oneClick(c.req.param('token') ?? '');
    if (answer !== undefined) return answer;
  }
  const claims = await claimsOf(heed, c, door);
  if (claims === undefined) return answerDeadLink(heed, c);
  const pressed = pressedOf(said);
  const ours = isOwnForm(c.req.raw.headers, heed.baseUrl);
  if (!ours && door.ownFormsOnly(claims, pressed?.button)) return answerForeign(heed, c);
  try {
    return await door.press(c, claims, pressed);
  } catch (error) {
    // Guarantee 2: what could not be made durable is never answered with success. 503 invites another try.
    heed.log.error('center.failed', { code: errorCode(error), path: c.req.routePath });
    const ofMailProgram = door.oneClick !== undefined && pressed === undefined;
    return ofMailProgram ? oneClickAnswers(heed).busy : answerBusy(heed, c, pressed?.fields);
  }
}

function pressedOf(said: LinkBody): Pressed | undefined {
  return said.kind === 'press' ? { button: said.button, fields: said.fields } : undefined;
}

function claimsOf<P extends Power>(
  heed: Heed,
  c: Context,
  { powers }: LinkDoor<P>,
): Promise<ClaimsOf<P> | undefined> {
  return readToken(heed.keyring, c.req.param('token') ?? '', { powers, now: heed.now() });
}

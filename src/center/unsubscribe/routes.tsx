import type { Context, Hono } from 'hono';
import { brandOf, brandScope, EVERYTHING } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { optOutByLink } from '../../links/obey.ts';
import type { Press } from '../../links/one-click-body.ts';
import type { StopClaims, UndoClaims } from '../../links/token.ts';
import { renderPage } from '../../web/render-page.ts';
import { mailChoicesLink } from '../choices-link.tsx';
import { type Answer, createLinkDoor, type Pressed } from '../link-door.tsx';
import { createOneClick, oneClickAnswers } from '../one-click.ts';
import { visitOf } from '../visit.ts';
import { maskOf, scopeInWords } from '../wording.ts';
import { doneOf } from './done.ts';
import { AskPage, DonePage } from './pages.tsx';
import { pauseInstead, undo } from './undo.tsx';
import { AskUndoPage } from './undo-pages.tsx';

/** `/u/{token}`: one click of a mail program, its page with one button, the result, and within minutes the way back. */
export function createUnsubscribeDoor(heed: Heed): Hono {
  return createLinkDoor<'unsub' | 'undo'>(heed, {
    path: '/u/:token',
    powers: ['unsub', 'undo'],
    oneClick: createOneClick(heed, ['unsub']),
    // Stopping is taken from anywhere; what gives mail back is taken from our own pages alone.
    ownFormsOnly: ({ power }) => power === 'undo',
    show: (c, claims) => (claims.power === 'undo' ? showUndo(heed, c, claims) : showAsk(heed, c, claims)),
    press: (c, claims, pressed) =>
      claims.power === 'undo' ? takeBack(heed, c, claims, pressed) : stop(heed, c, claims, pressed),
  });
}

/** Asks, by a link that can stop mail. Also what an old preference link shows. */
export async function showAsk(heed: Heed, c: Context, claims: StopClaims, old = false): Promise<Response> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  const mask = visit.reader.formats.name(maskOf(heed.keyring, claims));
  return renderPage(
    c,
    <AskPage visit={visit} mask={mask} what={scopeInWords(visit, claims.scope)} old={old} />,
  );
}

/** Stops what the link is about, or more where such a button was pressed. Whatever else is posted stops it, too. */
export async function stop(
  heed: Heed,
  c: Context,
  claims: StopClaims,
  pressed: Pressed | undefined,
): Promise<Answer> {
  if (pressed?.button === 'mail-link') return mailChoicesLink(heed, c, claims);
  const about = { ...claims, scope: widened(claims, pressed?.button) };
  const [outcome] = await heed.append([
    optOutByLink(about, {
      channel: pressed === undefined ? 'one_click' : 'page',
      conforming: pressed !== undefined,
      now: heed.now(),
    }),
  ]);
  if (pressed === undefined || outcome === undefined) return oneClickAnswers(heed).done;
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  return renderPage(c, <DonePage {...(await doneOf(heed, visit, about, outcome))} />);
}

function widened({ scope }: StopClaims, button: Press | undefined) {
  if (button === 'stop-all') return EVERYTHING;
  return button === 'stop-brand' ? brandScope(brandOf(scope)) : scope;
}

async function showUndo(heed: Heed, c: Context, claims: UndoClaims): Promise<Response> {
  const visit = await visitOf(heed, c, { brandId: brandOf(claims.scope) });
  return renderPage(c, <AskUndoPage visit={visit} />);
}

function takeBack(heed: Heed, c: Context, claims: UndoClaims, pressed: Pressed | undefined) {
  if (pressed?.button === 'undo') return undo(heed, c, claims);
  if (pressed?.button === 'pause') return pauseInstead(heed, c, claims, pressed.fields.get('days'));
  return showUndo(heed, c, claims);
}

import type { Context, Hono } from 'hono';
import { giveReason, reasonSchema } from '../../consent/reason.ts';
import { brandOf } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { type ReceiptClaims, readToken } from '../../links/token.ts';
import { addPageHeaders, pageHeaderRecord } from '../../web/page-headers.ts';
import { renderPage } from '../../web/render-page.ts';
import { createLinkDoor, type Pressed } from '../link-door.tsx';
import { answerDeadLink } from '../trouble/answers.tsx';
import { ReceiptPage, type ReceiptProps } from './page.tsx';
import { signedReceipt } from './proof.ts';
import { receiptViewOf } from './view.ts';

const DOWNLOAD = {
  'content-type': 'application/jose; charset=us-ascii',
  'content-disposition': 'attachment; filename="receipt.jws"',
};

/** `/r/{token}`: how far a request has come, the proof to keep, and the one question that may be answered there. */
export function createReceiptDoor(heed: Heed): Hono {
  const record = pageHeaderRecord({ https: heed.baseUrl.startsWith('https:') });
  const app = createLinkDoor<'receipt'>(heed, {
    path: '/r/:token',
    powers: ['receipt'],
    ownFormsOnly: () => true,
    show: (c, claims) => show(heed, c, claims),
    press: (c, claims, pressed) => takeReason(heed, c, { claims, pressed }),
  });
  app.get('/r/:token/receipt.jws', async (c) => addPageHeaders(await download(heed, c), record));
  return app;
}

async function show(
  heed: Heed,
  c: Context,
  claims: ReceiptClaims,
  said?: ReceiptProps['said'],
): Promise<Response> {
  const view = await receiptViewOf(heed, c, claims);
  if (view === undefined) return answerDeadLink(heed, c);
  return renderPage(c, <ReceiptPage view={view} said={said} />, said === 'none' ? 400 : 200);
}

async function takeReason(
  heed: Heed,
  c: Context,
  { claims, pressed }: { claims: ReceiptClaims; pressed: Pressed | undefined },
): Promise<Response> {
  const reason = reasonSchema.safeParse(pressed?.fields.get('reason')).data;
  if (pressed?.button !== 'reason' || reason === undefined) return show(heed, c, claims, 'none');
  const view = await receiptViewOf(heed, c, claims);
  if (view?.entry.kind !== 'opt_out') return answerDeadLink(heed, c);
  const brand = view.visit.brand?.id ?? brandOf(view.scope);
  await giveReason(heed.database, { seq: view.entry.seq, brand, reason, now: heed.now() });
  return renderPage(c, <ReceiptPage view={view} said="thanks" />);
}

async function download(heed: Heed, c: Context): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const claims = await readToken(heed.keyring, token, { powers: ['receipt'], now: heed.now() });
  const view = claims === undefined ? undefined : await receiptViewOf(heed, c, claims);
  if (claims === undefined || view === undefined) return answerDeadLink(heed, c);
  return c.body(`${await signedReceipt(heed, claims, view)}\n`, 200, DOWNLOAD);
}

import type { Context, Hono } from 'hono';
import { giveReason, parseReason } from '../../consent/reason.ts';
import { signReceipt } from '../../consent/receipt.ts';
import { addressSha256, maskAddress } from '../../consent/recipient.ts';
import type { Heed } from '../../heed.ts';
import type { ReceiptClaims } from '../../links/token.ts';
import { addPageHeaders, pageHeaderRecord } from '../../web/page-headers.ts';
import { renderPage } from '../../web/render-page.ts';
import { createLinkDoor, type Pressed } from '../link-door.tsx';
import { answerBusy, answerDeadLink } from '../trouble/answers.tsx';
import { ReceiptPage } from './page.tsx';
import { type ReceiptView, receiptViewOf } from './view.ts';

/** `/r/{token}`: how far a request has come, the proof to keep, and the one question that may be answered there. */
export function createReceiptDoor(heed: Heed): Hono {
  const app = createLinkDoor<'receipt'>(heed, {
    path: '/r/:token',
    powers: ['receipt'],
    ownFormsOnly: () => true,
    show: (c, claims) => show(heed, c, claims),
    press: (c, claims, pressed) => answerQuestion(heed, c, { claims, pressed }),
  });
  return app;
}

type Said = 'thanks' | 'none' | undefined;

async function show(heed: Heed, c: Context, claims: ReceiptClaims, said?: Said): Promise<Response> {
  const view = await receiptViewOf(heed, c, claims);
  if (view === undefined) return answerDeadLink(heed, c);
  return renderPage(c, <ReceiptPage view={view} said={said} />, said === 'none' ? 400 : 200);
}

async function answerQuestion(
  heed: Heed,
  c: Context,
  { claims, pressed }: { claims: ReceiptClaims; pressed: Pressed | undefined },
): Promise<Response> {
  const reason = parseReason(pressed?.fields.get('reason'));
  if (pressed?.button !== 'reason' || reason === undefined) return show(heed, c, claims, 'none');
  return show(heed, c, claims, 'thanks');
}

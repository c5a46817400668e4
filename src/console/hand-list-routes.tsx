import { type Context, Hono } from 'hono';
import { auditBy } from '../access/audit.ts';
import { sharedZone } from '../brands/deadline-zone.ts';
import { instantOnWall } from '../deadline/zone.ts';
import type { Heed } from '../heed.ts';
import { randomId } from '../keys/random.ts';
import { attestList, listAppliedSchema } from '../propagation/by-hand/attest-list.ts';
import { beginList } from '../propagation/by-hand/write-list.ts';
import { findManualSender } from '../senders/manual-sender.ts';
import type { Sender } from '../senders/sender.ts';
import type { FieldError } from '../web/form-kit.tsx';
import { listFile } from '../web/list-file.ts';
import { readBody } from '../web/read-body.ts';
import { renderPage } from '../web/render-page.ts';
import { adminOf } from './admin-of.ts';
import { ATTEST_FIELDS, FIRST_LIST } from './attest-form.tsx';
import { NotFoundPage } from './door-pages.tsx';
import { handListCopy as words } from './hand-list-copy.ts';
import { HandListPage, type HandListPageProps, listsPath } from './hand-list-page.tsx';
import { handListView } from './hand-list-view.ts';

// A hash, a name and a time, each in a form's encoding.
const BODY_BYTES_MAX = 8_192;

/** The lists that people carry to senders by hand. To be mounted behind the sign-in. */
export function createHandListPages(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get('/console/senders/:id/list', (c) =>
    withSender(heed, c, (sender) => show(heed, c, sender, { said: saidOf(c.req.query('done')) })),
  );
  app.post('/console/senders/:id/list/file', (c) =>
    withSender(heed, c, async (sender) => {
      if (sender.retiredAt !== null) return c.redirect(listsPath(sender.id), 303);
      const options = { id: randomId('lst', heed.random), audit: auditBy(heed, await adminOf(heed, c)) };
      const list = await beginList(heed.feed, sender, options);
      if (list.kind === 'nothing_waits') return c.redirect(listsPath(sender.id), 303);
      return listFile(list, sender, { status: 200 });
    }),
  );
  app.post('/console/senders/:id/list', (c) => withSender(heed, c, (sender) => attest(heed, c, sender)));
  return app;
}

async function withSender(
  heed: Heed,
  c: Context,
  work: (sender: Sender) => Response | Promise<Response>,
): Promise<Response> {
  const found = await findManualSender(heed.senders, c.req.param('id') ?? '');
  const known = found.kind === 'manual' || found.kind === 'retired';
  return known ? work(found.sender) : renderPage(c, <NotFoundPage />, 404);
}

async function show(
  heed: Heed,
  c: Context,
  sender: Sender,
  more: Pick<HandListPageProps, 'said' | 'errors' | 'typed'>,
): Promise<Response> {
  const view = await handListView(heed, sender);
  return renderPage(c, <HandListPage view={view} {...more} />, more.errors === undefined ? 200 : 400);
}

function saidOf(done: string | undefined): string | undefined {
  if (done === 'before') return words.attest.doneBefore;
  return /^\d{1,9}$/.test(done ?? '') ? words.attest.done(Number(done)) : undefined;
}

async function attest(heed: Heed, c: Context, sender: Sender): Promise<Response> {
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  const form = new URLSearchParams(body.kind === 'read' ? body.text : '');
  const typed = {
    list: form.get(ATTEST_FIELDS.list) ?? undefined,
    name: form.get(ATTEST_FIELDS.name) ?? '',
    at: form.get(ATTEST_FIELDS.at) ?? '',
  };
  const zone = sharedZone(await heed.directory.read());
  const appliedAt = typed.at.trim() === '' ? heed.now() : instantOnWall(typed.at.trim(), zone);
  const given = listAppliedSchema.safeParse({ name: typed.name, sha256: typed.list });
  if (!given.success || appliedAt === undefined) {
    const fields = given.success ? [] : given.error.issues.map(({ path: [field] }) => field);
    return show(heed, c, sender, { typed, errors: mistakes(fields, appliedAt === undefined) });
  }
  const options = { id: randomId('att', heed.random), audit: auditBy(heed, await adminOf(heed, c)) };
  const applied = { ...given.data, appliedAt };
  const outcome =
    sender.retiredAt === null ? await attestList(heed.feed, sender, applied, options) : undefined;
  const back = (error: FieldError) => show(heed, c, sender, { typed, errors: [error] });
  switch (outcome?.kind) {
    case undefined:
      return c.redirect(listsPath(sender.id), 303);
    case 'attested':
      return c.redirect(`${listsPath(sender.id)}?done=${outcome.list.items}`, 303);
    case 'already':
      return c.redirect(`${listsPath(sender.id)}?done=before`, 303);
    case 'unknown_file':
      return back({ field: FIRST_LIST, text: words.errors.list });
    case 'outdated':
      return back({ field: FIRST_LIST, text: words.errors.outdated });
    case 'in_future':
      return back({ field: ATTEST_FIELDS.at, text: words.errors.future });
    case 'before_written':
      return back({ field: ATTEST_FIELDS.at, text: words.errors.early });
  }
}

/** In the order of the fields. */
function mistakes(fields: readonly unknown[], wrongTime: boolean): FieldError[] {
  return [
    ...(fields.includes('sha256') ? [{ field: FIRST_LIST, text: words.errors.list }] : []),
    ...(fields.includes('name') ? [{ field: ATTEST_FIELDS.name, text: words.errors.name }] : []),
    ...(wrongTime ? [{ field: ATTEST_FIELDS.at, text: words.errors.at }] : []),
  ];
}

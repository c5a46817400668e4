import { type Context, Hono } from 'hono';
import type { Brand } from '../../brands/brand.ts';
import { createOptOutClocks } from '../../consent/opt-out-clocks.ts';
import { brandScope, EVERYTHING } from '../../consent/scope.ts';
import type { Heed } from '../../heed.ts';
import { inEvenTime } from '../../web/even-time.ts';
import { isOwnForm } from '../../web/own-form.ts';
import { renderPage } from '../../web/render-page.ts';
import { LinkMailedPage, sendChoicesLink } from '../choices-link.tsx';
import { createFormDoor } from '../form-door.tsx';
import { personOf } from '../person.ts';
import { answerNotFound } from '../trouble/answers.tsx';
import { lastDayOf } from '../unsubscribe/done.ts';
import { type Visit, visitOf } from '../visit.ts';
import { DoorDonePage, DoorListPage, DoorPage } from './pages.tsx';
import { type DoorForm, readDoorForm } from './read-form.ts';

/**
 * `/b/{brand}`: stop by typing an address, at once and without a mail; or have a link mailed. What is answered, and when,
 * does not tell whether the address is known. Mails are rationed, opt-outs never.
 */
export function createDoor(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get('/b', async (c) => {
    const visit = await visitOf(heed, c);
    const [only, ...others] = visit.brands;
    return only !== undefined && others.length === 0
      ? renderPage(c, <DoorPage visit={{ ...visit, brand: only }} brand={only} />)
      : renderPage(c, <DoorListPage visit={visit} />);
  });
  app.get('/b/:brand', async (c) => {
    const { visit, brand } = await visitTo(heed, c);
    return brand === undefined
      ? answerNotFound(heed, c)
      : renderPage(c, <DoorPage visit={visit} brand={brand} />);
  });
  app.post(
    '/b/:brand',
    createFormDoor(heed, async (c, fields) => {
      const { visit, brand } = await visitTo(heed, c);
      return brand === undefined ? answerNotFound(heed, c) : answer(heed, c, { visit, brand, fields });
    }),
  );
  return app;
}

async function visitTo(heed: Heed, c: Context): Promise<{ visit: Visit; brand: Brand | undefined }> {
  const visit = await visitOf(heed, c, { brandId: c.req.param('brand'), reopens: true });
  return { visit, brand: visit.brand };
}

interface Asking {
  readonly visit: Visit;
  readonly brand: Brand;
  readonly fields: URLSearchParams;
}

async function answer(heed: Heed, c: Context, { visit, brand, fields }: Asking): Promise<Response> {
  const form = readDoorForm(fields);
  const shown = { visit, brand, typed: form.typed };
  if (!isOwnForm(c.req.raw.headers, heed.baseUrl)) {
    return renderPage(c, <DoorPage {...shown} foreign />, 403);
  }
  if (form.kind !== 'asked') {
    const { errors } = visit.reader.words;
    const error = form.kind === 'missing' ? errors.addressMissing : errors.addressWrong;
    return renderPage(c, <DoorPage {...shown} error={error} />, 400);
  }
  return fields.get('press') === 'mail-link'
    ? mailLink(heed, c, { visit, form })
    : stop(heed, c, { visit, brand, form });
}

type Asked = Extract<DoorForm, { kind: 'asked' }>;

async function stop(
  heed: Heed,
  c: Context,
  { visit, brand, form }: { visit: Visit; brand: Brand; form: Asked },
): Promise<Response> {
  const { everyBrand } = form.typed;
  const scope = everyBrand ? EVERYTHING : brandScope(brand.id);
  const now = heed.now();
  const moment = { requestedAt: now, receivedAt: now };
  await inEvenTime(heed, () =>
    heed.append([
      {
        kind: 'opt_out',
        ...personOf(heed, form),
        scope,
        ...moment,
        channel: 'page',
        evidence: { page: 'door', language: visit.reader.language },
      },
    ]),
  );
  // Counted from now, as for somebody nobody has heard of: an earlier deadline would tell that there was an earlier stop.
  const { dueAt } = (await createOptOutClocks(heed.directory)())(scope, moment);
  return renderPage(
    c,
    <DoorDonePage
      visit={visit}
      address={form.spelling}
      everyBrand={everyBrand}
      lastDay={lastDayOf(visit, dueAt)}
    />,
  );
}

async function mailLink(
  heed: Heed,
  c: Context,
  { visit, form }: { visit: Visit; form: Asked },
): Promise<Response> {
  const to = { ...personOf(heed, form), spelling: form.spelling };
  await inEvenTime(heed, () => sendChoicesLink(heed, c, { visit, to }));
  return renderPage(c, <LinkMailedPage visit={visit} address={form.spelling} />);
}

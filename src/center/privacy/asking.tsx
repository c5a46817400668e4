import type { Context } from 'hono';
import type { Brand } from '../../brands/brand.ts';
import type { PrivacyRequest } from '../../privacy/request.ts';
import { renderPage } from '../../web/render-page.ts';
import type { Visit } from '../visit.ts';
import { PrivacyPage } from './page.tsx';
import type { PrivacyForm } from './read-form.ts';

/** Somebody's form at one brand's privacy door. */
export interface Asking {
  readonly visit: Visit;
  readonly brand: Brand;
  readonly form: PrivacyForm;
  /** Whose data, where a link has proven it. */
  readonly mask?: string | undefined;
}

/** Shows a form again that cannot be taken yet, with its mistakes and everything that was filled in. */
export function sendBack(c: Context, { visit, brand, form, mask }: Asking): Promise<Response> {
  const { typed, mistakes } = form;
  const page = <PrivacyPage visit={visit} brand={brand} mask={mask} typed={typed} mistakes={mistakes} />;
  return renderPage(c, page, 400);
}

/** What a form asks for, as a request is opened with it. A look-back is a matter of requests to know alone. */
export function requested({ visit, brand, form }: Asking, kind: PrivacyRequest['kind']) {
  return {
    brand,
    kind,
    lookBack: kind === 'know' ? form.typed.lookBack : null,
    language: visit.reader.language,
    channel: 'page',
    now: visit.now,
  } as const;
}

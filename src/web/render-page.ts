import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What hono/jsx makes of a component. */
export interface Markup {
  toString(): string | Promise<string>;
}

/** Answers a page with its doctype, without which browsers fall back to the layout rules of the nineties. */
export async function renderPage(
  c: Context,
  page: Markup,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.html(`<!doctype html>${await page.toString()}`, status);
}

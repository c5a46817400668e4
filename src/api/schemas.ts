import { z } from '@hono/zod-openapi';

/** An instant as it leaves the API: ISO 8601 in UTC, from epoch ms. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}

/** The same for instants that may be missing. */
export function instantOrNull(at: number | null): string | null {
  return at === null ? null : instant(at);
}

/** How an instant looks in a JSON answer. */
export const instantSchema = z.iso.datetime().openapi({ example: '2026-11-22T14:03:00.000Z' });

/** An instant as it comes in: ISO 8601 with Z or an offset; epoch ms inside. */
export const instantInput = z.iso
  .datetime({
    offset: true,
    error: 'Give an instant such as 2026-11-22T14:03:00Z or 2026-11-22T09:03:00-05:00.',
  })
  .openapi({ example: '2026-11-22T09:03:00-05:00' });

import { z } from 'zod';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/** True for an id as brands, topics and senders have: 1 to 32 of a-z, 0-9 and inner hyphens. */
export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** How a refused id is explained. */
export const SLUG_RULE = '1 to 32 characters: a-z, 0-9 and hyphens, neither first nor last';

/** An id that people choose: of a brand, a topic or a sender. */
export const slugSchema = z
  .string()
  .refine(isSlug, { error: `An id is ${SLUG_RULE}.` })
  .meta({ example: 'clearview' });

/** A name people read. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, { error: 'Give a name.' })
  .max(120, { error: 'At most 120 characters.' });

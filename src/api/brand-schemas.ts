import { z } from '@hono/zod-openapi';
import { FONTS } from '../brands/profile.ts';
import { ladderChangesSchema, ladderSchema } from '../deadline/ladder.ts';
import { brandPolicySchema } from '../deadline/policy.ts';
import { LANGUAGES } from '../words/language.ts';

/** How a topic looks in a JSON answer. */
export const topicSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    kind: z.string(),
    basis: z.string().nullable(),
  })
  .openapi('Topic');

const coloursSchema = z
  .object({
    ground: z.string(),
    ink: z.string(),
    quiet: z.string(),
    line: z.string(),
    accent: z.string(),
    on_accent: z.string(),
    late: z.string(),
  })
  .openapi('Colours');

/** How a brand looks in a JSON answer. */
export const brandSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    postal_address: z.string(),
    policy: brandPolicySchema,
    ladder: ladderChangesSchema.nullable().openapi({ description: 'What it has changed; null for nothing.' }),
    effective_ladder: ladderSchema,
    logo: z.string().nullable(),
    colors: z.object({ accent: z.string(), ground: z.string() }).nullable(),
    font: z.enum(FONTS),
    support_phone: z.string().nullable(),
    support_email: z.string().nullable(),
    language: z.enum(LANGUAGES),
    double_opt_in: z.boolean(),
    acknowledge_opt_outs: z.boolean(),
    privacy: z.object({
      phone: z.string().nullable(),
      postal_address: z.string().nullable(),
      honors_gpc: z.boolean(),
    }),
    look: z
      .object({
        light: coloursSchema,
        dark: coloursSchema,
        corrections: z.array(z.string()).openapi({
          description: 'Which colours are not shown as given, and why.',
          example: [
            'In light, accent #ffcc00 was darkened to #917300: on the ground it had 1.5:1, and 4.5:1 is the least (WCAG 2.2 SC 1.4.3).',
          ],
        }),
      })
      .openapi({ description: 'The colours that are shown.' }),
    topics: z.array(topicSchema),
  })
  .openapi('Brand');

import { z } from 'zod';
import { LANGUAGES } from '../words/language.ts';

/** The typefaces a brand may choose from. All of them are on the reader's machine: nothing is fetched. */
export const FONTS = ['sans', 'serif', 'rounded'] as const;

/** How a brand looks and what it promises on its pages and in its mails. */
export const brandProfileSchema = z.object({
  /** A `data:` address of a small picture. */
  logo: z.string().nullable().default(null),
  /** As the brand gave them, `#rrggbb`; what is shown is corrected for contrast. */
  colors: z.object({ accent: z.string(), ground: z.string() }).nullable().default(null),
  font: z.enum(FONTS).default('sans'),
  support: z
    .object({ phone: z.string().nullable().default(null), email: z.string().nullable().default(null) })
    .prefault({}),
  /** What pages and mails are written in when nothing is known of the reader. */
  language: z.enum(LANGUAGES).default('en'),
  /** True where an opt-in counts only after a press in a mail. */
  doubleOptIn: z.boolean().default(false),
  /** Epoch ms: opt-outs recorded from then on are acknowledged by mail. Null: none are. */
  acknowledgeOptOutsSince: z.number().int().nullable().default(null),
  privacy: z
    .object({
      /** The ways beside the web that 11 CCR 7020 asks for. */
      phone: z.string().nullable().default(null),
      postalAddress: z.string().nullable().default(null),
      /** True where the brand honours Global Privacy Control. */
      honorsGpc: z.boolean().default(false),
    })
    .prefault({}),
});
export type BrandProfile = z.output<typeof brandProfileSchema>;

/** The profile of a brand that has said nothing. */
export const DEFAULT_PROFILE: BrandProfile = brandProfileSchema.parse({});

import { z } from 'zod';
import { LANGUAGES } from '../words/language.ts';
import { hexOf, parseColour } from './colour.ts';
import { LOGO_CHARACTERS_MAX, logoProblem } from './logo.ts';
import { type BrandProfile, FONTS } from './profile.ts';

const colourSchema = z
  .string()
  .trim()
  .regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, { error: 'A colour is #rgb or #rrggbb.' })
  .overwrite(sixDigits)
  .meta({ example: '#0b5c50' });

const logoSchema = z
  .string()
  .superRefine((address, context) => {
    const problem = logoProblem(address);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  })
  .meta({
    description: `A data: address of image/svg+xml, image/png or image/webp, at most ${LOGO_CHARACTERS_MAX} characters.`,
  });

// What people dial may hold letters, as in 1-800-FLOWERS or "ext. 12".
const phoneSchema = z
  .string()
  .trim()
  .regex(/^(?=(?:.*\d){3})[+(\d][\dA-Za-z ().,/+*#-]{2,39}$/, {
    error: 'A telephone number has at most 40 characters, among them three digits.',
  })
  .meta({ example: '+1 518 555 0123' });

/** A valid postal address: 15 USC 7704(a)(5)(A)(iii). */
export const postalAddressSchema = z
  .string()
  .trim()
  .min(1, { error: 'Give the postal address the law wants in every mail.' })
  .max(500);

/** How a brand looks and what it promises, as it comes in, by API or command line. Null takes away what may be missing. */
export const profileFields = {
  logo: logoSchema.nullable().optional(),
  colors: z.strictObject({ accent: colourSchema, ground: colourSchema }).nullable().optional(),
  font: z.enum(FONTS).optional(),
  support_phone: phoneSchema.nullable().optional(),
  support_email: z
    .email({ error: 'Give a mail address such as help@example.com.' })
    .max(254)
    .nullable()
    .optional(),
  language: z.enum(LANGUAGES).optional(),
  double_opt_in: z.boolean().optional(),
  acknowledge_opt_outs: z.boolean().optional(),
  privacy: z
    .strictObject({
      phone: phoneSchema.nullable().optional(),
      postal_address: postalAddressSchema.nullable().optional(),
      honors_gpc: z.boolean().optional(),
    })
    .optional(),
};

const profileChangesSchema = z.object(profileFields);

/** What is to be different; what is absent stays. */
export type ProfileChanges = z.output<typeof profileChangesSchema>;

/** The profile after the changes. `now` (epoch ms) is when acknowledgements begin, unless they were on already. */
export function changedProfile(
  { support, privacy, ...profile }: BrandProfile,
  changes: ProfileChanges,
  now: number,
): BrandProfile {
  const { phone, postal_address: postalAddress, honors_gpc: honorsGpc } = changes.privacy ?? {};
  return {
    logo: said(changes.logo, profile.logo),
    colors: said(changes.colors, profile.colors),
    font: said(changes.font, profile.font),
    support: {
      phone: said(changes.support_phone, support.phone),
      email: said(changes.support_email, support.email),
    },
    language: said(changes.language, profile.language),
    doubleOptIn: said(changes.double_opt_in, profile.doubleOptIn),
    acknowledgeOptOutsSince: acknowledgedSince(
      changes.acknowledge_opt_outs,
      profile.acknowledgeOptOutsSince,
      now,
    ),
    privacy: {
      phone: said(phone, privacy.phone),
      postalAddress: said(postalAddress, privacy.postalAddress),
      honorsGpc: said(honorsGpc, privacy.honorsGpc),
    },
  };
}

/** What was said, null too; what there was before where nothing was said. */
function said<Value>(given: Value | undefined, before: Value): Value {
  return given === undefined ? before : given;
}

function acknowledgedSince(wanted: boolean | undefined, since: number | null, now: number): number | null {
  if (wanted === undefined) return since;
  return wanted ? (since ?? now) : null;
}

function sixDigits(text: string): string {
  const colour = parseColour(text);
  return colour === undefined ? text : hexOf(colour);
}

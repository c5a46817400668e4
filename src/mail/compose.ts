import type { MailFrame } from '../../emails/mail-props.ts';
import { DEFAULT_LOOK } from '../../emails/theme.ts';
import type { Brand } from '../brands/brand.ts';
import type { Directory } from '../brands/directory.ts';
import { lookOf } from '../brands/look.ts';
import { mailWordsOf } from '../words/mail-words.ts';
import type { Letter } from './letter.ts';
import type { Compose } from './mail.ts';
import { oneLine, printableLines } from './printable.ts';
import { printableFacts } from './printable-facts.ts';

const SERVICE_NAME = 'Heed';
const SERVICE_ZONE = 'UTC';

export interface ComposeParts {
  readonly directory: Pick<Directory, 'brand'>;
  /** The host this Heed is known by, shown to its admins. */
  readonly service: string;
}

/**
 * Composes in the look, name and zone of the letter's brand, as they are now. Where a brand is gone its id stands in for
 * its name, without an address. The same letter of an unchanged brand gives the same bytes, so that a vendor who compares
 * payloads knows a repetition. Rejects when the brands cannot be read: nothing has left then, and it may be tried again.
 */
export function createCompose({ directory, service }: ComposeParts): Compose {
  return async (letter) => {
    const brand = letter.brandId === null ? undefined : await directory.brand(letter.brandId);
    const frame = frameOf(letter, brand, service);
    // Loaded only here: React costs more to load than everything else a process does.
    const { renderLetter } = await import('./render-letter.ts');
    return { to: letter.to, ...(await renderLetter(printableFacts(letter), frame)) };
  };
}

function frameOf({ brandId, language }: Letter, brand: Brand | undefined, service: string): MailFrame {
  const shared = { language, words: mailWordsOf(language), look: DEFAULT_LOOK };
  if (brand) return { ...shared, ...brandFrame(brand) };
  const name = brandId ?? `${SERVICE_NAME} (${service})`;
  const from = { name: oneLine(name), postalAddress: null, phone: null, email: null };
  return { ...shared, zone: SERVICE_ZONE, from };
}

function brandFrame({
  name,
  postalAddress,
  policy,
  profile,
}: Brand): Pick<MailFrame, 'zone' | 'from' | 'look'> {
  const { phone, email } = profile.support;
  const { light, dark } = lookOf(profile);
  return {
    zone: policy.zone,
    look: { accent: light.accent, onAccent: light.onAccent, dark, font: profile.font },
    from: {
      name: oneLine(name),
      postalAddress: printableLines(postalAddress),
      phone: phone === null ? null : oneLine(phone),
      email: email === null ? null : oneLine(email),
    },
  };
}

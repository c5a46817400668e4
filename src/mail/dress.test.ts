import { describe, expect, it } from 'vitest';
import type { Brand } from '../brands/brand.ts';
import { brandProfileSchema } from '../brands/profile.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { dress } from './dress.ts';
import { aLetter } from './testing/letters.ts';

const mail = { to: 'ada@example.com', subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
const letter = aLetter('ada@example.com');

function aBrand(name: string, email: string | null): Brand {
  const profile = brandProfileSchema.parse({ support: { email } });
  return {
    id: 'c',
    name,
    postalAddress: '1 Main St',
    policy: DEFAULT_BRAND_POLICY,
    profile,
    topics: new Map(),
  };
}

const dressed = (brand: Brand | undefined) => dress(mail, { letter, brand, writtenAt: 7 });

describe('the envelope of a mail', () => {
  it('names the brand, its support and the language of the letter', () => {
    expect(dressed(aBrand('Clearview', 'help@clearview.example'))).toMatchObject({
      fromName: 'Clearview',
      replyTo: 'help@clearview.example',
      language: letter.language,
      writtenAt: 7,
    });
  });

  it('leaves the configured name where there is no brand, and nobody to answer to', () => {
    expect(dressed(undefined)).toMatchObject({ fromName: null, replyTo: null });
  });

  it('takes no second header line and nothing that turns the text from a name', () => {
    const hostile = aBrand('Clear\r\nBcc: x@example.com\u202e', 'a@b.example, c@d.example');
    expect(dressed(hostile)).toMatchObject({ fromName: 'Clear Bcc: x@example.com', replyTo: null });
  });

  it('keeps the subject in its line', () => {
    const hostile = { ...mail, subject: 'Hello\r\nBcc: x@example.com\n\nboo' };
    expect(dress(hostile, { letter, brand: undefined, writtenAt: 7 }).subject).toBe(
      'Hello Bcc: x@example.com boo',
    );
  });
});

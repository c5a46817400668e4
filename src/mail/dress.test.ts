import { describe, expect, it } from 'vitest';
import type { Brand } from '../brands/brand.ts';
import { DEFAULT_PROFILE } from '../brands/profile.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { dress } from './dress.ts';
import { LETTERS } from './testing/letters.ts';
import { NOON } from './testing/post-office.ts';

function aBrand(name: string, email: string | null): Brand {
  return {
    id: 'clearview',
    name,
    postalAddress: '1 Main St, Troy NY',
    policy: DEFAULT_BRAND_POLICY,
    profile: { ...DEFAULT_PROFILE, support: { phone: null, email } },
    ladder: null,
    topics: new Map(),
  };
}

const MAIL = { to: 'jane@example.com', subject: 'Your choices', html: '<p>hello</p>', text: 'hello' };
const LETTER = { ...LETTERS.manage_link, language: 'ja' } as const;

describe('a mail on its envelope', () => {
  it('has the name and the support address of its brand, its language and its date', () => {
    const brand = aBrand('クリアビュー', 'help@clearview.example');
    expect(dress(MAIL, { letter: LETTER, brand, writtenAt: NOON })).toEqual({
      ...MAIL,
      fromName: 'クリアビュー',
      replyTo: 'help@clearview.example',
      language: 'ja',
      writtenAt: NOON,
    });
  });

  it('of the service itself has neither', () => {
    const dressed = dress(MAIL, { letter: LETTERS.admin_sign_in, brand: undefined, writtenAt: NOON });
    expect(dressed).toMatchObject({ fromName: null, replyTo: null, language: 'en' });
  });

  it('keeps every name and subject in its line, and takes no second address', () => {
    const brand = aBrand('Clearview\r\nBcc: all@x.example', 'a@x.example,\r\nb@x.example');
    const mail = { ...MAIL, subject: 'Your\r\nBcc: all@x.example\n\nchoices' };
    expect(dress(mail, { letter: LETTER, brand, writtenAt: NOON })).toMatchObject({
      subject: 'Your Bcc: all@x.example choices',
      fromName: 'Clearview Bcc: all@x.example',
      replyTo: null,
    });
  });
});

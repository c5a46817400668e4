import { describe, expect, it } from 'vitest';
import { specimens } from '../../emails/specimens.ts';
import type { Brand } from '../brands/brand.ts';
import { lookOf } from '../brands/look.ts';
import { brandProfileSchema } from '../brands/profile.ts';
import { brandPolicySchema } from '../deadline/policy.ts';
import { createCompose } from './compose.ts';
import type { Letter, LetterFacts } from './letter.ts';

const clearview: Brand = {
  id: 'clearview',
  name: 'Clearview Magnifiers',
  postalAddress: '400 Lens Way\nSpringfield, IL 62701',
  policy: brandPolicySchema.parse({ zone: 'America/Chicago', jurisdictions: ['us-can-spam'] }),
  profile: brandProfileSchema.parse({
    support: { phone: '1-800-555-0142', email: 'help@clearview.example' },
  }),
  ladder: null,
  topics: new Map(),
};

function composing(brand: Brand | undefined = clearview) {
  const directory = { brand: async (id: string) => (brand?.id === id ? brand : undefined) };
  return createCompose({ directory, service: 'heed.example' });
}

function letter(facts: LetterFacts, brandId: string | null = 'clearview'): Letter {
  return { to: 'ada@example.com', language: 'en', brandId, ...facts };
}

const manageLink: LetterFacts = { kind: 'manage_link', url: 'https://heed.example/p/T', minutes: 30 };
const all = specimens().map(({ name, facts }) => ({ name, facts }));

describe('a letter of a brand', () => {
  it('comes in its name and language', async () => {
    const mail = await composing()({ ...letter(manageLink), language: 'ar' });
    expect(mail.to).toBe('ada@example.com');
    expect(mail.html).toContain('<html dir="rtl" lang="ar">');
    expect(mail.text).toContain('400 Lens Way');
  });

  it('wears the colours its pages wear, corrected so that they can be read', async () => {
    const profile = { ...clearview.profile, colors: { accent: '#ffcc00', ground: '#ffffff' } };
    const { html } = await composing({ ...clearview, profile })(letter(manageLink));
    const { accent } = lookOf(profile).light;
    expect(accent).not.toBe('#ffcc00');
    expect(html).toContain(`background-color:${accent}`);
  });

  it('is set in the typeface of its profile', async () => {
    const serif = { ...clearview, profile: { ...clearview.profile, font: 'serif' as const } };
    expect((await composing(serif)(letter(manageLink))).html).toContain('font-family:Georgia');
  });

  it('tells days as they are where the brand counts them', async () => {
    const dueAt = Date.parse('2026-12-08T06:00:00Z'); // midnight in Chicago, from when on it is forbidden
    const acknowledgement: LetterFacts = {
      kind: 'opt_out_acknowledgement',
      topics: [],
      everyBrand: false,
      requestedAt: dueAt,
      dueAt,
      receiptUrl: 'https://heed.example/r/T',
    };
    const { text } = await composing()(letter(acknowledgement));
    expect(text).toContain('by the end of Monday, December 7, 2026.');
  });

  it('that is gone still leaves, under its id, and without what only it could say', async () => {
    const gone = createCompose({ directory: { brand: async () => undefined }, service: 'heed.example' });
    for (const { facts } of all) {
      const mail = await gone(letter(facts));
      expect(mail.text).toContain('clearview');
      expect(mail.text).not.toMatch(/written below|how to reach/);
    }
  });

  it('is not composed while the brands cannot be read', async () => {
    const failing = createCompose({
      directory: { brand: () => Promise.reject(new Error('no database')) },
      service: 'heed.example',
    });
    await expect(failing(letter(manageLink))).rejects.toThrow('no database');
  });
});

describe('a letter of the service', () => {
  it('names the service', async () => {
    const facts: LetterFacts = {
      kind: 'admin_sign_in',
      service: 'heed.example',
      url: 'https://heed.example/console/sign-in/T',
      minutes: 15,
    };
    const mail = await composing()(letter(facts, null));
    expect(mail.text).toContain('Heed (heed.example)');
  });
});

describe('every letter', () => {
  it.each(all)('$name: composed by another process it has the same bytes', async ({ facts }) => {
    expect(await composing()(letter(facts))).toEqual(await composing()(letter(facts)));
  });

  // Markup, quotes, a header of its own, and a text that would turn everything after it.
  const HOSTILE = `<script>alert("1")</script> & 'Co'\r\nBcc: x@example.com\u202e\u0000`;
  const PRINTED = `<script>alert("1")</script> & 'Co' Bcc: x@example.com`;

  it.each(all)('$name: prints hostile names as text, in one line', async ({ facts }) => {
    const { support } = clearview.profile;
    const brand: Brand = {
      ...clearview,
      name: HOSTILE,
      postalAddress: HOSTILE,
      profile: { ...clearview.profile, support: { ...support, phone: HOSTILE } },
    };
    const mail = await composing(brand)(letter(withHostileNames(facts)));
    expect(mail.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(mail.text).toContain(PRINTED);
    for (const part of [mail.html, mail.text]) expect(part).not.toMatch(/[\u202a-\u202e\u0000]/);
  });

  function withHostileNames(facts: LetterFacts): LetterFacts {
    switch (facts.kind) {
      case 'opt_in_confirmation':
      case 'opt_out_acknowledgement':
        return { ...facts, topics: [HOSTILE] };
      case 'privacy_received':
        return { ...facts, requestId: HOSTILE };
      case 'privacy_answered':
        return { ...facts, requestId: HOSTILE, explanation: HOSTILE };
      case 'admin_alert':
        return { ...facts, trouble: { ...facts.trouble, sender: HOSTILE, state: HOSTILE, code: HOSTILE } };
      case 'admin_digest':
        return { ...facts, senders: facts.senders.map((day) => ({ ...day, sender: HOSTILE })) };
      case 'manage_link':
      case 'privacy_confirmation':
      case 'admin_sign_in':
        return facts;
    }
  }
});

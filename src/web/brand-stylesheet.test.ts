import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brand } from '../brands/brand.ts';
import { FONT_STACKS } from '../brands/font.ts';
import { lookOf } from '../brands/look.ts';
import { type BrandProfile, DEFAULT_PROFILE } from '../brands/profile.ts';
import { HOUSE_COLOURS, SCHEMES } from '../brands/scheme.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { brandStylesheet } from './brand-stylesheet.ts';
import { stylesheet } from './stylesheet.ts';

function aBrand(profile: Partial<BrandProfile> = {}): Brand {
  return {
    id: 'clearview',
    name: 'Clearview',
    postalAddress: '1 Main St',
    policy: DEFAULT_BRAND_POLICY,
    profile: { ...DEFAULT_PROFILE, ...profile },
    ladder: null,
    topics: new Map(),
  };
}

/** What the brand adds to the house's stylesheet. */
function added(profile: Partial<BrandProfile>): string {
  const { text } = brandStylesheet(aBrand(profile));
  expect(text.startsWith(`${stylesheet}\n`)).toBe(true);
  return text.slice(stylesheet.length + 1);
}

/** The colour properties of each `:root` that sets the ground: light, then dark. */
function coloursIn(text: string) {
  return [...text.matchAll(/:root \{[^}]*--ground[^}]*\}/g)].map(([block]) => {
    const found = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)];
    return Object.fromEntries(
      found.map(([, name = '', hex = '']) => [name === 'on-accent' ? 'onAccent' : name, hex]),
    );
  });
}

describe('the stylesheet of a brand', () => {
  it('is the house with the colours and the typeface of the brand behind it', () => {
    const colors = { accent: '#ffcc00', ground: '#003366' };
    const text = added({ colors, font: 'rounded' });
    const { light, dark } = lookOf({ colors });
    expect(coloursIn(text)).toEqual([light, dark]);
    expect(text).toContain(`--font: ${FONT_STACKS.rounded};`);
  });

  it('has the colours the house itself has when the brand gives none', () => {
    const house = SCHEMES.map((scheme) => HOUSE_COLOURS[scheme]);
    expect(coloursIn(added({}))).toEqual(house);
    expect(coloursIn(stylesheet)).toEqual(house);
  });

  it('has a name that changes with what it says, and with nothing else', () => {
    const { path } = brandStylesheet(aBrand());
    expect(path).toMatch(/^\/style\/clearview\.[0-9a-f]{10}\.css$/);
    expect(brandStylesheet(aBrand({ doubleOptIn: true })).path).toBe(path);
    expect(brandStylesheet(aBrand({ font: 'serif' })).path).not.toBe(path);
  });

  it('is made once for a brand as it was read', () => {
    const brand = aBrand();
    expect(brandStylesheet(brand)).toBe(brandStylesheet(brand));
  });

  it('holds nothing a brand wrote, whatever stands in its profile', () => {
    const shape = coloursLeftOut(added({ colors: { accent: '#000000', ground: '#ffffff' } }));
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '#fff;}',
        '#fff</style>',
        '}*{display:none}',
        'url(//evil.example/)',
        '#fff/*',
        '\\',
        '@import',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (accent, ground) => {
        expect(coloursLeftOut(added({ colors: { accent, ground }, logo: accent }))).toBe(shape);
      }),
    );
  });
});

function coloursLeftOut(text: string): string {
  return text.replaceAll(/#[0-9a-f]{6};/g, '#;');
}

import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdentityKey } from '../keys/identity.ts';
import { normaliseAddress, normaliseSlowly } from './address.ts';
import { recipientId } from './recipient.ts';

const outcome = parseIdentityKey(Buffer.alloc(32, 7).toString('base64url'));
if (outcome.kind === 'refused') throw new Error(outcome.problem);
const { key } = outcome;

function idOf(given: string): string {
  const normalised = normaliseAddress(given);
  return normalised.kind === 'address' ? recipientId(key, normalised.address) : normalised.code;
}

const asciiAtom = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/);
const letters = (...units: string[]) =>
  fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 8 });
const anyAtom = fc.oneof(asciiAtom, letters('é', 'ü', 'ñ', 'я', 'ж', '日', 'क', 'ệ', 'e', '-', '𐐨'));
const localPart = fc.array(anyAtom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('.'));
const label = fc.oneof(
  fc.stringMatching(/^[a-z0-9]([a-z0-9]{0,10}[a-z0-9])?$/),
  letters('b', 'ü', 'é', 'ж', '日'),
);
const domain = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
const person = fc
  .record({ localPart, domain })
  .filter((one) => normaliseAddress(spell(one)).kind === 'address');

function spell(one: { localPart: string; domain: string }): string {
  return `${one.localPart}@${one.domain}`;
}

// The ways two systems write down one and the same address.
const hand = fc.record({
  capitals: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  around: fc.constantFrom('', ' ', '\t', '\r\n', '\u00a0', '\ufeff', '\u200b', ' \u202a '),
  quoted: fc.boolean(),
  escapes: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  decomposed: fc.boolean(),
  aLabels: fc.boolean(),
  dot: fc.boolean(),
});
type Hand = typeof hand extends fc.Arbitrary<infer Value> ? Value : never;

function writtenBy(given: { localPart: string; domain: string }, by: Hand): string {
  const form = by.decomposed ? 'NFD' : 'NFC';
  const cased = (text: string) =>
    Array.from(text)
      .map((unit, index) => (by.capitals[index % by.capitals.length] ? capital(unit) : unit))
      .join('');
  const local = cased(given.localPart).normalize(form);
  const escaped = Array.from(local).map((unit, index) =>
    by.escapes[index % by.escapes.length] ? `\\${unit}` : unit,
  );
  const host = by.aLabels ? domainToASCII(`${given.domain}.a`).slice(0, -2) : given.domain.normalize(form);
  const written = `${by.quoted ? `"${escaped.join('')}"` : local}@${cased(host)}${by.dot ? '.' : ''}`;
  return `${by.around}${written}${by.around}`;
}

/** The capital of a letter that has exactly one, and is the only small letter of it. */
function capital(unit: string): string {
  const upper = unit.toUpperCase();
  return upper.toLowerCase() === unit ? upper : unit;
}

// Texts close to being addresses, where the two ways through the rule could part.
const PIECES =
  'a B . @ " \\ - + < > ( , ; : % / 0 xn-- é e\u0301 \u0301 \u0338 ß ẞ İ \u212a Σ ς \u200b \u200d \u037e \t 日 。 １ 😀 \ufe0f \ud800 @example.com @bücher.example';
const noise = fc.string({ unit: fc.constantFrom(' ', ...PIECES.split(' ')), maxLength: 14 });

describe('for any address', () => {
  it('every way of writing it down leads to one recipient id', () => {
    fc.assert(
      fc.property(person, hand, hand, (one, by, otherwise) => {
        expect(idOf(writtenBy(one, by))).toBe(idOf(writtenBy(one, otherwise)));
        expect(idOf(writtenBy(one, by))).toHaveLength(22);
      }),
      { numRuns: 200 },
    );
  });

  it('normalising what is normal changes nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          fc.tuple(person, hand).map(([one, by]) => writtenBy(one, by)),
        ),
        (given) => {
          const once = normaliseAddress(given);
          if (once.kind !== 'address') return;
          expect(normaliseAddress(once.address)).toMatchObject({ address: once.address });
          expect(normaliseAddress(once.spelling)).toMatchObject(once);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('normalising twice equals normalising once for every letter that case or accents could change', () => {
    const ranges = [
      [0x20, 0x33ff],
      [0xa640, 0xabff],
      [0xf900, 0x10fff],
    ] as const;
    const unstable: string[] = [];
    for (const [first, last] of ranges) {
      for (let code = first; code <= last; code++) {
        const unit = String.fromCodePoint(code);
        for (const given of [`${unit}b@example.com`, `"e\\${unit} "@example.com`]) {
          const once = normaliseAddress(given);
          if (once.kind !== 'address') continue;
          const twice = normaliseAddress(once.address);
          if (twice.kind !== 'address' || twice.address !== once.address) unstable.push(code.toString(16));
        }
      }
    }
    expect(unstable).toEqual([]);
  });

  it('the fast way and the slow way answer the same', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'a Z 0 9 . @ - + _ " \u212a'.split(' ')),
      maxLength: 20,
    });
    const nearly = fc.tuple(plain, plain).map(([local, host]) => `${local}@${host}.com`);
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          plain,
          nearly,
          fc.tuple(person, hand).map(([one, by]) => writtenBy(one, by)),
        ),
        (given) => {
          expect(normaliseAddress(given)).toEqual(normaliseSlowly(given));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('different addresses stay different: nothing but case, form, quoting and what cannot be seen is folded', () => {
    fc.assert(
      fc.property(person, person, (one, other) => {
        const same = (text: string) => text.normalize('NFC').toLowerCase();
        const alike = spell(one) === spell(other) || same(spell(one)) === same(spell(other));
        expect(idOf(spell(one)) === idOf(spell(other))).toBe(alike);
      }),
    );
  });

  it('a refusal repeats nothing of what was given', () => {
    const secret = 'zqx7wjv';
    const given = fc.tuple(noise, noise).map(([before, after]) => `${before}${secret}${after}`);
    fc.assert(
      fc.property(given, (text) => {
        const refusal = normaliseAddress(text);
        const said = refusal.kind === 'address' ? '' : JSON.stringify(refusal);
        expect(said).not.toContain(secret);
      }),
      { numRuns: 600 },
    );
  });
});

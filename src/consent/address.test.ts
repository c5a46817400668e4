import { describe, expect, it } from 'vitest';
import { type AddressProblem, normaliseAddress } from './address.ts';

function addressOf(given: string): string | undefined {
  const outcome = normaliseAddress(given);
  return outcome.kind === 'address' ? outcome.address : undefined;
}

function problemOf(given: string): AddressProblem | undefined {
  const outcome = normaliseAddress(given);
  return outcome.kind === 'address' ? undefined : outcome.code;
}

const ascii = (length: number) => 'a'.repeat(length);
const domainOf = (length: number) => `${`${ascii(49)}.`.repeat(6).slice(0, length - 4)}.com`;

describe('an address is brought to one form', () => {
  it('finds with a plain spelling what was written with blanks, capitals and quotes', () => {
    const written = [
      ' Ada@Example.COM ',
      '"Ada"@example.com',
      'ADA@EXAMPLE.COM.',
      '"\\A\\d\\a"@example.com',
      '\u00a0ada@example.com\r\n',
      '\u200bada@example.com\ufeff',
      '\u202aada@example.com\u202c',
    ];
    expect(written.map(addressOf)).toEqual(written.map(() => 'ada@example.com'));
  });

  it('keeps the spelling as given, without what cannot be seen around it', () => {
    expect(normaliseAddress(' "Ada"@Example.COM. ')).toEqual({
      kind: 'address',
      address: 'ada@example.com',
      spelling: '"Ada"@Example.COM.',
    });
    expect(normaliseAddress('\ufeffJosé@example.com ')).toMatchObject({ spelling: 'José@example.com' });
  });

  it('splits at the last @, so a quoted local part may hold one', () => {
    expect(addressOf('"Ada@Home"@Example.com')).toBe('"ada@home"@example.com');
  });

  it.each([
    ['dots', 'a.d.a@gmail.com', 'ada@gmail.com'],
    ['a tag', 'ada+news@gmail.com', 'ada@gmail.com'],
    ['compatibility letters', 'ｆｕｌｌ@example.com', 'full@example.com'],
    ['a ligature', 'ﬁn@example.com', 'fin@example.com'],
    ['a superscript', 'x²@example.com', 'x2@example.com'],
  ])('does not fold %s away: NFC and not NFKC, and no vendor rules', (_, one, other) => {
    expect(addressOf(one)).toBe(one);
    expect(addressOf(other)).toBe(other);
  });

  it('composes letters and accents, even where an escape stands between them', () => {
    const composed = 'jos\u00e9@example.com';
    expect(addressOf('jose\u0301@example.com')).toBe(composed);
    expect(addressOf('JOSE\u0301@example.com')).toBe(composed);
    expect(addressOf('"jose\\\u0301"@example.com')).toBe(composed);
    // Composed in lower case alone.
    expect(addressOf('J\u030can@example.com')).toBe('\u01f0an@example.com');
  });

  it('writes the domain in A-labels, however it was spelled', () => {
    const spelled = [
      'ada@bücher.example',
      'ada@BÜCHER.example',
      'ada@bu\u0308cher.example.',
      'ada@bücher。example',
      'ada@bücher.example。',
      'ada@xn--bcher-kva.example',
      'ada@XN--BCHER-KVA.Example.',
    ];
    expect(spelled.map(addressOf)).toEqual(spelled.map(() => 'ada@xn--bcher-kva.example'));
    expect(addressOf('ada@straße.example')).toBe('ada@xn--strae-oqa.example');
  });

  it('reads digits of another script as digits and never as an IP address', () => {
    expect(addressOf('ada@１.２')).toBe('ada@1.2');
    expect(addressOf('ada@1.2')).toBe('ada@1.2');
    expect(addressOf('ada@０x7f.１')).toBe('ada@0x7f.1');
  });

  it('keeps other quoted strings in one canonical form', () => {
    expect(addressOf('"Ada Lovelace"@example.com')).toBe('"ada lovelace"@example.com');
    expect(addressOf('"ada\\ lovelace"@example.com')).toBe('"ada lovelace"@example.com');
    expect(addressOf('"a\\"b\\\\c"@example.com')).toBe('"a\\"b\\\\c"@example.com');
    expect(addressOf('"a..b"@example.com')).toBe('"a..b"@example.com');
    expect(addressOf('""@example.com')).toBe('""@example.com');
  });

  it('keeps the joiners some scripts are written with', () => {
    expect(addressOf('می\u200cخواهم@example.com')).toBe('می\u200cخواهم@example.com');
  });
});

describe('what is no address is refused by name', () => {
  it.each<[AddressProblem, string[]]>([
    ['empty', ['', '   ', '\u200b']],
    ['no_at_sign', ['ada', 'ada.example.com']],
    ['name_and_brackets', ['Ada <ada@example.com>', '<ada@example.com>']],
    ['control_character', ['a\tda@example.com', 'ada\r\nBcc: x@example.com', 'a\u0000@example.com']],
    ['control_character', ['a\u200bda@example.com', 'ada@exam\u00adple.com']],
    ['control_character', ['jos\ufffd@example.com', '\ud800@example.com']],
    ['local_part_empty', ['@example.com']],
    ['local_part_invalid', ['a b@example.com', '.a@example.com', 'a.@example.com', 'a..b@example.com']],
    ['local_part_invalid', ['a@b@example.com', '"a"b@example.com', '"a@example.com', '"a"."b"@example.com']],
    [
      'local_part_invalid',
      ['mailto:ada@example.com', 'a,b@example.com, b@example.com', 'a\\b@example.com', '"a\\"@example.com'],
    ],
    ['domain_empty', ['ada@', 'ada@.']],
    ['domain_without_dot', ['ada@localhost', 'ada@localhost.']],
    [
      'domain_invalid',
      ['ada@-x.com', 'ada@x-.com', 'ada@a..com', 'ada@[1.2.3.4]', 'ada@a_b.com', 'ada@x.com..'],
    ],
    ['domain_invalid', [`ada@${ascii(64)}.com`, 'ada@xn--zzzzzz.ü']],
  ])('%s: %j', (code, inputs) => {
    expect(inputs.map(problemOf)).toEqual(inputs.map(() => code));
  });

  it.each(['ü.com/x', 'ü.com?x', 'ü.com#x', 'ü.com\\x', 'ü.com:80', 'ü%2ecom', '%41ü.com', 'ü_x.com'])(
    'takes no domain out of what only a URL parser would read one from: %s',
    (domain) => {
      expect(problemOf(`ada@${domain}`)).toBe('domain_invalid');
    },
  );

  it('holds the limits of RFC 5321 in octets, not characters', () => {
    expect(addressOf(`${ascii(64)}@example.com`)).toBeDefined();
    expect(problemOf(`${ascii(65)}@example.com`)).toBe('local_part_too_long');
    expect(addressOf(`${'é'.repeat(32)}@example.com`)).toBeDefined();
    expect(problemOf(`${'é'.repeat(32)}a@example.com`)).toBe('local_part_too_long');
    expect(addressOf(`a@${domainOf(252)}`)).toHaveLength(254);
    expect(problemOf(`a@${domainOf(253)}`)).toBe('address_too_long');
    expect(problemOf(`a@${ascii(60)}.${domainOf(210)}`)).toBe('domain_too_long');
  });

  it('measures a quoted local part as it is written to the wire, quotes and escapes included', () => {
    expect(addressOf(`"${'\\a'.repeat(64)}"@example.com`)).toBe(`${ascii(64)}@example.com`);
    expect(addressOf(`"${ascii(61)} "@example.com`)).toBeDefined();
    expect(problemOf(`"${ascii(62)} "@example.com`)).toBe('local_part_too_long');
  });

  it('refuses an endless text at once, before anything that costs more than its length', () => {
    const endless = ['ü', '"', 'a\u0301', '@', ' ', '\\"'].map(
      (piece) => `"a"@${piece.repeat(1_000_000)}.com`,
    );
    expect(endless.map(problemOf)).toEqual(endless.map(() => 'address_too_long'));
    expect(problemOf(`"${'a'.repeat(30_000_000)}"@example.com`)).toBe('address_too_long');
  });
});

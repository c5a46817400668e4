import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, printableLines } from './printable.ts';

const anything = fc.string({ unit: 'binary' });

describe('a name from outside', () => {
  it.each([
    ['Clearview\r\nBcc: all@example.com', 'Clearview Bcc: all@example.com'],
    ['Clear\u0000view\u0007', 'Clear view'],
    ['\u202eweivraelC\u202c', 'weivraelC'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['  Two  words ', 'Two words'],
    ['\u2067\u2066', ''],
    ['lone \ud800', 'lone \ufffd'],
    // Joiners are part of how Persian and emoji are spelled.
    ['می\u200cخواهم 👩\u200d💻', 'می\u200cخواهم 👩\u200d💻'],
  ])('%j is printed as %j', (name, printed) => {
    expect(oneLine(name)).toBe(printed);
  });

  it('is one line without anything that turns direction, and printing it again changes nothing', () => {
    fc.assert(
      fc.property(anything, (name) => {
        const printed = oneLine(name);
        expect(printed).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
        expect(oneLine(printed)).toBe(printed);
      }),
    );
  });
});

describe('a text from outside', () => {
  it('keeps its lines, and the empty ones between them', () => {
    expect(printableLines('\n\n400 Lens Way\r\nSpringfield\n\nUSA\u202e\n')).toEqual([
      '400 Lens Way',
      'Springfield',
      '',
      'USA',
    ]);
    expect(printableLines(' \n ')).toEqual([]);
  });
});

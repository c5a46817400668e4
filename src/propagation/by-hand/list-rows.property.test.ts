import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../../consent/address.ts';
import { csvRow } from './list-rows.ts';

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed()),
  fc.stringMatching(/^[=+\-@\t\r"', \n]{0,6}[a-z]{0,3}$/),
);
const row = fc.array(cell, { minLength: 2, maxLength: 6 });
const rows = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
  );

function read(text: string): string[][] {
  return parse(text, { record_delimiter: '\r\n', skip_empty_lines: false });
}

describe('a row of a list', () => {
  it('is read back as it was written, whatever is in its cells, but for a space before what is active', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const back = read(written.map(csvRow).join(''));
        expect(back).toEqual(
          written.map((cells) =>
            cells.map((text) => (/^[=+\-@\t\r＝＋－＠]/u.test(text) ? ` ${text}` : text)),
          ),
        );
      }),
    );
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(row, (cells) => {
        for (const text of read(csvRow(cells))[0] ?? []) expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it('names the same person to whoever reads an address as it is read here', () => {
    const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/);
    fc.assert(
      fc.property(local, (name) => {
        const address = `${name}@example.com`;
        const [text = ''] = read(csvRow([address, '']))[0] ?? [];
        expect(normaliseAddress(text)).toEqual(normaliseAddress(address));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type AddressRow, type AddressRows, rowsOfCsv, rowsOfLines } from './address-rows.ts';
import { Refused } from './io.ts';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function all(rows: AddressRows): Promise<AddressRow[]> {
  const found: AddressRow[] = [];
  for await (const batch of rows) found.push(...batch);
  return found;
}

const refusalOf = (rows: AddressRows): Promise<unknown> => all(rows).catch((error: unknown) => error);

describe('addresses in lines', () => {
  it('reads plain ones and JSON ones side by side', async () => {
    const text = 'ada@example.com\n\n{"address":"bob@example.com","name":"Bob"}\n{"address":7}\n{oops}\n';
    expect(await all(rowsOfLines(bytes(text)))).toEqual([
      { line: 1, address: 'ada@example.com' },
      { line: 3, address: 'bob@example.com' },
      { line: 4, code: 'invalid_line', fix: expect.any(String) },
      { line: 5, code: 'invalid_line', fix: expect.any(String) },
    ]);
  });
});

describe('addresses in CSV', () => {
  it.each(['email', 'Email', ' ADDRESS ', 'E-mail', 'email_address'])('finds the column %s', async (name) => {
    const rows = await all(rowsOfCsv(bytes(`name,${name},city\nAda,ada@example.com,Albany\n`)));
    expect(rows).toEqual([{ line: 2, address: 'ada@example.com' }]);
  });

  it('takes the column it is told', async () => {
    const rows = await all(rowsOfCsv(bytes('email,Work mail\na@example.com,b@example.com\n'), 'work mail'));
    expect(rows).toEqual([{ line: 2, address: 'b@example.com' }]);
  });

  it('reads quotes, line breaks inside them, a byte order mark and blank rows', async () => {
    const text =
      '\uFEFFname,email\r\n"Park, ""Ada""\nof Albany",ada@example.com\r\n\r\nBob,bob@example.com\r\n';
    expect(await all(rowsOfCsv(bytes(text)))).toEqual([
      { line: 3, address: 'ada@example.com' },
      { line: 5, address: 'bob@example.com' },
    ]);
  });

  it('answers a row that is too short in its place', async () => {
    expect(await all(rowsOfCsv(bytes('name,email\nAda\nBob,bob@example.com\n')))).toEqual([
      { line: 2, code: 'no_address', fix: expect.any(String) },
      { line: 3, address: 'bob@example.com' },
    ]);
  });

  it('says where a quote swallows the rest', async () => {
    const rows = await all(rowsOfCsv(bytes('name,email\nAda,ada@example.com\n"Bob,bob@example.com\n')));
    expect(rows).toEqual([
      { line: 2, address: 'ada@example.com' },
      { line: 3, code: 'not_csv', fix: expect.any(String) },
    ]);
  });

  it('refuses a table without such a column, naming those it has', async () => {
    const refusal = await refusalOf(rowsOfCsv(bytes('name,phone\nAda,1\n')));
    expect(refusal).toBeInstanceOf(Refused);
    expect(String(refusal)).toContain('It names: name, phone.');
  });

  it('repeats nothing of a table without a header', async () => {
    const refusal = await refusalOf(rowsOfCsv(bytes('Ada,ada@example.com\n')));
    expect(refusal).toBeInstanceOf(Refused);
    expect(String(refusal)).not.toContain('Ada');
  });
});

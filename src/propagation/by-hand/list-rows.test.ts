import { describe, expect, it } from 'vitest';
import type { ChangeItem, Permission } from '../../senders/connectors/connector.ts';
import { DIRECTORY } from '../testing/world-on.ts';
import { csvRow, listBrands, listHeading, listRow, suppressOf, suppressOverall } from './list-rows.ts';

function anItem(said: Partial<ChangeItem> = {}): ChangeItem {
  return {
    seq: 7,
    address: 'jane@example.com',
    address_sha256: '',
    promotional: { a: 'allowed', b: 'allowed' },
    topics: { 'a/t': 'allowed', 'a/u': 'allowed', 'b/t': 'allowed' },
    undeliverable: false,
    requested_at: '',
    due_at: null,
    ...said,
  };
}

const BRANDS = listBrands(['b', 'a'], DIRECTORY);

describe('the columns of a list', () => {
  it('come in the order of ids, whatever order brands and topics were added in', () => {
    expect(listHeading(BRANDS)).toBe(
      'address,suppress:a,a,a/t,a/u,suppress:b,b,b/t,other_topics,undeliverable,seq\r\n',
    );
    expect(listHeading(listBrands(['a', 'b'], DIRECTORY))).toBe(listHeading(BRANDS));
  });

  it('hold the whole state of a person, transactional topics not among it', () => {
    const item = anItem({
      promotional: { a: 'suppressed', b: 'allowed' },
      topics: { 'a/t': 'suppressed', 'a/u': 'suppressed', 'b/t': 'allowed' },
    });
    expect(listRow(BRANDS, item)).toBe(
      'jane@example.com,yes,suppressed,suppressed,suppressed,no,allowed,allowed,,no,7\r\n',
    );
  });

  it('tell an opt-out of a topic that is not offered any more', () => {
    const item = anItem({ topics: { ...anItem().topics, 'a/old': 'suppressed', 'b/gone': 'allowed' } });
    expect(listRow(BRANDS, item)).toContain(',a/old=suppressed b/gone=allowed,');
    expect(suppressOf(item, 'a')).toBe('partly');
  });
});

describe('what a plain list of stops is to say', () => {
  const said = (brand: Permission, t: Permission, u: Permission, undeliverable = false) =>
    suppressOf(
      anItem({
        promotional: { a: brand },
        topics: { 'a/t': t, 'a/u': u, 'b/t': 'suppressed' },
        undeliverable,
      }),
      'a',
    );

  it('is yes where nothing may be sent, no where everything may, partly between', () => {
    expect(said('suppressed', 'suppressed', 'suppressed')).toBe('yes');
    expect(said('allowed', 'suppressed', 'suppressed')).toBe('yes');
    expect(said('allowed', 'allowed', 'allowed')).toBe('no');
    expect(said('allowed', 'suppressed', 'allowed')).toBe('partly');
    expect(said('suppressed', 'suppressed', 'allowed')).toBe('partly');
    expect(said('suppressed', 'allowed', 'allowed')).toBe('partly');
  });

  it('is yes where no mail arrives, and follows the brand where it has no topic', () => {
    expect(said('allowed', 'allowed', 'allowed', true)).toBe('yes');
    expect(suppressOf(anItem({ promotional: { c: 'suppressed' } }), 'c')).toBe('yes');
    expect(suppressOf(anItem({ promotional: { c: 'allowed' } }), 'c')).toBe('no');
  });

  it('is over all brands what each of them says, and partly where they differ', () => {
    expect(suppressOverall(BRANDS, anItem())).toBe('no');
    const one = anItem({ topics: { ...anItem().topics, 'b/t': 'suppressed' } });
    expect([suppressOf(one, 'b'), suppressOverall(BRANDS, one)]).toEqual(['yes', 'partly']);
    expect(suppressOverall(BRANDS, anItem({ undeliverable: true }))).toBe('yes');
  });
});

describe('an address that a spreadsheet would take for a formula', () => {
  it.each(['=1+1@example.com', '+jane@example.com', '-jane@example.com', "=cmd|'/C'!A0@example.com"])(
    'gets a space before it and is else left as it is: %s',
    (address) => {
      expect(csvRow([address, 'x'])).toBe(` ${address},x\r\n`);
    },
  );

  it('is left as it is where it only looks unusual', () => {
    expect(csvRow(["'jane@example.com", '"a,b"@example.com'])).toBe(
      `'jane@example.com,"""a,b""@example.com"\r\n`,
    );
  });
});

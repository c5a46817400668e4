import { describe, expect, it } from 'vitest';
import { parseCursor, spellCursor } from './find-request.ts';

describe('a place in the list of requests', () => {
  it('comes back from its text', () => {
    const cursor = { dueAt: 1_799_298_000_000, id: 'prv_AAAAAAAAAAAAAAAAAAAA-_' };
    expect(parseCursor(spellCursor(cursor))).toEqual(cursor);
  });

  it.each([
    '',
    '1',
    'x.prv_AAAAAAAAAAAAAAAAAAAAAA',
    '1.5.prv_AAAAAAAAAAAAAAAAAAAAAA',
    '9999999999999999.prv_AAAAAAAAAAAAAAAAAAAAAA',
    '1.prv_short',
  ])('is not read out of %s', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });
});

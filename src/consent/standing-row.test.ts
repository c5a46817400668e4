import { describe, expect, it } from 'vitest';
import type { StandingRow } from '../store/schema.ts';
import { historyOf } from './history.ts';
import { aDatabase, anOptIn, anOptOut, appendTo, Books, NOON, personOf } from './ledger.test-kit.ts';
import { standingLookup, standingOf } from './standing-row.ts';

function aRow(): StandingRow {
  const books = new Books();
  books.tell(anOptOut());
  const [row] = books.standingRows();
  if (row === undefined) throw new Error('an opt-out came to nothing');
  return row;
}

describe('a stored standing', () => {
  it.each([
    { verdict: 'maybe' },
    { verdict: 'constructor' },
    { verdict: '' },
    { aspect: 'mood' },
    { aspect: 'toString' },
    { scope: 'a/t/u' },
    { scope: '' },
  ])('is refused rather than guessed at when it reads %j', (strange) => {
    expect(() => standingOf({ ...aRow(), ...strange })).toThrow(
      'ledger entry 1 cannot be read by this version',
    );
  });

  it('is found for each of many people, and nobody else', async () => {
    const database = await aDatabase();
    const append = appendTo(database);
    const names = Array.from({ length: 200 }, (_, index) => `p${index}`);
    await append(names.flatMap((by) => [anOptOut({ by }), anOptOut({ by, about: 'b/t' })]));
    await append([anOptIn({ by: 'p7', at: NOON + 1 })]);
    const asked = [...names, 'nobody'].map(personOf);

    const found = await standingLookup(database)(asked);
    expect([...found.keys()].toSorted()).toEqual(names.map(personOf).toSorted());
    expect([...found.values()].every(({ standings }) => standings.length === 2)).toBe(true);
    expect(found.get(personOf('p7'))?.recipientNo).toBe(15);
    expect(found.get(personOf('p7'))?.standings).toContainEqual(
      expect.objectContaining({ scope: 'a', verdict: 'opted_in', seq: 401 }),
    );

    const history = await historyOf(database, personOf('p7'));
    expect(history.map(({ seq, kind }) => [seq, kind])).toEqual([
      [401, 'opt_in'],
      [16, 'opt_out'],
      [15, 'opt_out'],
    ]);
  });
});

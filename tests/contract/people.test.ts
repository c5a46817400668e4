import { describe, expect, it } from 'vitest';
import { standingLookup, wordOf } from '../../src/consent/standing-row.ts';
import { peopleReader } from '../../src/propagation/people.ts';
import { oneDatabase } from './a-database.ts';
import { anOptIn, anOptOut, appendTo, idOf, sealedFor } from './builders.ts';

const NAMES = Array.from({ length: 200 }, (_, index) => `reader-${index}@example.com`);
const ERASED = 'erased@example.com';
const SILENT = 'silent@example.com';

describe('what is stored of people', () => {
  const database = oneDatabase(async (opened) => {
    const append = appendTo(opened);
    await append([...NAMES, ERASED].map((by) => anOptOut({ by })));
    await append(NAMES.slice(0, 90).map((by) => anOptOut({ by, about: 'clearview/offers' })));
    await append(NAMES.slice(0, 9).map((by) => anOptIn({ by, about: '*' })));
    await opened.commit([
      opened.build
        .updateTable('recipient')
        .set({ address_sealed: null })
        .where('id', '=', idOf(ERASED))
        .compile(),
      opened.build
        .insertInto('recipient')
        .values({ no: 1_000_000, id: idOf(SILENT), address_sealed: sealedFor(SILENT) })
        .compile(),
    ]);
  });

  it('is, read in one, what the look-up of standings finds, and the address beside it', async () => {
    const ids = [...NAMES, ERASED, SILENT, 'nobody@example.com'].map(idOf);
    const people = await peopleReader(database())(ids);
    const standings = await standingLookup(database())(ids);
    expect([...people.keys()].toSorted()).toEqual(ids.slice(0, -1).toSorted());
    for (const [id, { said, addressSealed }] of people) {
      expect(addressSealed === null).toBe(id === idOf(ERASED));
      const words = (standings.get(id)?.standings ?? []).map(
        ({ scope, aspect, verdict, until, saidSeq }) => ({
          scope,
          aspect,
          verdict,
          until,
          saidSeq,
        }),
      );
      expect(said.map(wordOf)).toHaveLength(words.length);
      expect(said.map(wordOf)).toEqual(expect.arrayContaining(words));
    }
    expect(people.get(idOf(SILENT))?.said).toEqual([]);
    expect(people.get(idOf(NAMES[0] ?? ''))?.said).toHaveLength(3);
  });
});

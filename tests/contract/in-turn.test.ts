import { describe, expect, it } from 'vitest';
import { aDatabase } from './a-database.ts';

describe('inTurn', () => {
  it('answers what the work answers', async () => {
    const { database } = await aDatabase();
    expect(await database.inTurn(async () => 'done')).toBe('done');
  });

  it('passes a failure on, and lets the next one work', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const failing = database.inTurn(() => Promise.reject(new Error('it went wrong')));
    const next = [database, other].map((each) => each.inTurn(async () => 'done'));
    await expect(failing).rejects.toThrow('it went wrong');
    expect(await Promise.all(next)).toEqual(['done', 'done']);
  });

  it('lets a process read and write while it is its turn, however many wait', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const ids = Array.from({ length: 40 }, (_, index) => `p${index}`);
    await Promise.all(
      ids.map((id, index) => {
        const turn = index % 2 === 0 ? database : other;
        return turn.inTurn(async () => {
          await turn.all(turn.build.selectFrom('recipient').select('id'));
          await turn.commit([
            turn.build.insertInto('recipient').values({ no: index, id, address_sealed: null }).compile(),
          ]);
        });
      }),
    );
    expect(await database.all(database.build.selectFrom('recipient').select('id'))).toHaveLength(ids.length);
  });
});

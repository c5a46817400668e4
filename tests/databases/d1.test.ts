import { describe, expect, it } from 'vitest';
import { d1Traits } from '../../src/store/d1.ts';
import { aDatabase } from '../contract/a-database.ts';

describe('D1', () => {
  it('takes as many parameters as its traits say, and not one more', async () => {
    const { database } = await aDatabase();
    const select = (count: number) => ({
      sql: `select ${Array.from({ length: count }, () => '?').join(', ')}`,
      parameters: Array.from({ length: count }, (_, index) => index),
    });
    expect(await database.all(select(d1Traits.parametersMax))).toHaveLength(1);
    await expect(database.all(select(d1Traits.parametersMax + 1))).rejects.toThrow('too many SQL variables');
  });
});

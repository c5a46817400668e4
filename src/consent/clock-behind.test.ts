import { describe, expect, it } from 'vitest';
import { clockBehind } from './clock-behind.ts';
import { aDatabase, anOptOut, appendTo } from './ledger.test-kit.ts';

const RECORDED_AT = Date.UTC(2026, 5, 1, 12, 1);
const MINUTE = 60_000;

describe('a clock that is behind the ledger', () => {
  it('is found when it is further behind than two machines may differ, and by how much', async () => {
    const database = await aDatabase();
    expect(await clockBehind(database, 0)).toBeUndefined();
    await appendTo(database)([anOptOut()]);
    expect(await clockBehind(database, RECORDED_AT + 1)).toBeUndefined();
    expect(await clockBehind(database, RECORDED_AT - 10 * MINUTE)).toBeUndefined();
    expect(await clockBehind(database, RECORDED_AT - 11 * MINUTE)).toBe(11 * MINUTE);
  });
});

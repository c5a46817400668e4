import { describe, expect, it } from 'vitest';
import { isPrefsFresh, PREFS_DAYS } from './ages.ts';
import { aStopLink, NOON } from './link.test-kit.ts';

const END = NOON + PREFS_DAYS * 86_400_000;

describe('a preference link', () => {
  const prefs = aStopLink({ power: 'prefs' });

  it('is fresh until the second its days are over', () => {
    expect([NOON, END - 1, END, END + 1].map((now) => isPrefsFresh(prefs, now))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is fresh where our clock is behind the one that made it', () => {
    expect(isPrefsFresh(prefs, NOON - 3_600_000)).toBe(true);
  });

  it('is what an unsubscribe link never becomes', () => {
    expect(isPrefsFresh(aStopLink(), NOON)).toBe(false);
  });
});

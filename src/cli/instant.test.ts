import { expect, it } from 'vitest';
import { duration } from './instant.ts';

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [5_430_000, '1 h 30 min'],
  [86_400_000 * 3 + 3_600_000 * 4, '3 d 4 h'],
])('prints %i ms as %s', (millis, text) => expect(duration(millis)).toBe(text));

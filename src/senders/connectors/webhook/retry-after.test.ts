import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { RETRY_AFTER_MILLIS_MAX, retryAfterMillis } from './retry-after.ts';

const NOW = Date.parse('1994-11-06T08:49:07Z');

describe('retryAfterMillis', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30_000],
    ['Sun Nov  6 08:49:37 1994', 30_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['999999999999999999999999', RETRY_AFTER_MILLIS_MAX],
    ['Sun, 06 Nov 2094 08:49:37 GMT', RETRY_AFTER_MILLIS_MAX],
  ])('reads %j as %i ms', (value, millis) => {
    expect(retryAfterMillis(value, NOW)).toBe(millis);
  });

  it.each([undefined, '', '-1', '1.5', '1e3', 'soon', '120, 120', '1 GMT', 'Sun, 99 Nov 1994 08:49:37 GMT'])(
    'makes nothing of %j',
    (value) => {
      expect(retryAfterMillis(value, NOW)).toBeUndefined();
    },
  );

  it('reads dates alike wherever the service runs', () => {
    vi.stubEnv('TZ', 'America/Los_Angeles');
    expect(retryAfterMillis('Sun Nov  6 08:49:37 1994', NOW)).toBe(30_000);
    vi.unstubAllEnvs();
  });

  it('never asks for less than nothing or more than the cap', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat().map(String),
          fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
        ),
        (value) => {
          const millis = retryAfterMillis(value, NOW) ?? 0;
          expect(millis).toBeGreaterThanOrEqual(0);
          expect(millis).toBeLessThanOrEqual(RETRY_AFTER_MILLIS_MAX);
        },
      ),
    );
  });
});

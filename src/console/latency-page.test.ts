import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { watchRan } from '../senders/hold.testkit.ts';
import { carry, latencyPageOf, openWithSender, recordOptOut, textOf } from './console.testkit.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The rows of a page's table, cells apart. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.includes(' | '))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(0, -1),
    );
}

describe('the first page', () => {
  it('shows how to add a brand where there is none', async () => {
    const text = textOf(await latencyPageOf(await openTestHeed()));
    expect(text).toContain('No brand yet.');
    expect(text).toContain('heed brands add clearview');
    expect(text).toContain('curl https://heed.example/v1/brands');
  });

  it('shows how to add a sender where there is none, for a brand that is there', async () => {
    const test = await openTestHeed();
    await addClearview(test);
    const text = textOf(await latencyPageOf(test));
    expect(text).toContain('No sender yet.');
    expect(text).toContain('heed senders add newsletter');
    expect(text).toContain('"brands": ["clearview"]');
  });

  it('says of a sender that was owed nothing so far that there is no opt-out yet', async () => {
    const text = textOf(await latencyPageOf(await openWithSender()));
    expect(text).toContain('Newsletter tool\nNo opt-out yet.');
    expect(rowsOf(text)).toEqual([]);
  });

  it('shows exact numbers for a ledger whose times are known', async () => {
    const test = await openWithSender();
    await recordOptOut(test, { by: 'ann' });
    test.advance(64); // a power of two is its bucket's own ceiling
    await carry(test);
    test.advance(8 * DAY);
    await recordOptOut(test, { by: 'bob', requestedAt: test.heed.now() - 2 * HOUR - 5 * MINUTE });
    await carry(test);
    await watchRan(test.heed.database, test.heed.now());

    const text = textOf(await latencyPageOf(test));
    expect(text).toContain('Every opt-out has reached every sender.');
    expect(text).toContain('Newsletter tool\nCaught up.');
    expect(text).toContain('Lag\n0 entries');
    expect(text).toContain('Parked\nnone');
    const late = '2 h 5 min';
    expect(rowsOf(text)).toEqual([
      ['Over the last', '24 hours', '7 days', '30 days'],
      ['Opt-outs', '1', '1', '2'],
      ['Half within', late, late, '64 ms'],
      ['95% within', late, late, late],
      ['99% within', late, late, late],
      ['Longest', late, late, late],
      // Received on December 1, due by the end of December 15: 125 of 21,125 minutes.
      ['Legal time used, at most', '0.59%', '0.59%', '0.59%'],
    ]);
  });

  it('shows what waits, why, since when and by when, in the brand’s zone', async () => {
    const test = await openWithSender();
    test.outbound.answer(429, { retryAfter: '600' });
    await recordOptOut(test, { by: 'ann' });
    await carry(test);
    test.advance(8 * MINUTE);
    const text = textOf(await latencyPageOf(test));
    expect(text).toContain(
      'Nothing is late. Opt-outs are on their way to Newsletter tool; the oldest has waited 8 min and is due by the end of December 8.',
    );
    expect(text).toContain('1 on their way. Trying again: rate_limited, next try in 2 min.');
    expect(text).toContain('Lag\n1 entry');
    expect(text).toContain('Oldest has waited\n8 min');
    expect(text).toContain('Due by the end of\nDecember 8, 2026 America/New_York');
    expect(text).toContain('As of November 23, 2026 at 10:08:00 AM EST.');
  });

  it('says late in words once the legal time is over', async () => {
    const test = await openWithSender();
    test.outbound.answer(503);
    await recordOptOut(test, { by: 'ann' });
    test.advance(16 * DAY);
    await carry(test);
    const text = textOf(await latencyPageOf(test));
    expect(text).toContain(
      'Late. Newsletter tool has not acknowledged an opt-out that was due by the end of December 8.',
    );
    expect(text).toContain('Was due by the end of\nDecember 8, 2026 America/New_York');
  });

  it('says who is parked, apart from what is on its way', async () => {
    const test = await openWithSender();
    const results = [{ seq: 1, status: 'rejected', code: 'unknown_person' }];
    test.outbound.answer(200, { body: JSON.stringify({ results }) });
    await recordOptOut(test, { by: 'ann' });
    await carry(test);
    const text = textOf(await latencyPageOf(test));
    expect(text).toContain('Newsletter tool\n1 parked, to be tried again.');
    expect(text).toContain('Lag\n1 entry\nParked\n1\nOldest has waited');
  });
});

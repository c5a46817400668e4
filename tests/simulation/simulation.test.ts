import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulation/simulate.ts';
import { aMonth } from './month.ts';

describe('a month of heavy weather', () => {
  it.each([
    { days: 8, senders: 6, opt_outs: 1_000, seed: 1 },
    { days: 6, senders: 8, opt_outs: 1_500, seed: 2 },
    { days: 6, senders: 4, opt_outs: 800, nodes: 1, seed: 3 },
  ])('breaks no promise: %o', async (changes) => {
    const report = await simulate(aMonth(changes));
    expect(report.violations).toEqual([]);
    expect(report.latency.every(({ acknowledged }) => acknowledged > 0)).toBe(true);
    // A test that saw nothing fail would prove nothing.
    expect(report.counted.crashes).toBeGreaterThan(3);
    expect(Object.keys(report.outages).length).toBeGreaterThan(3);
  });

  it('has deadlines that pass at senders, all of them held before', async () => {
    const report = await simulate(aMonth({ days: 18, senders: 2, opt_outs: 400, seed: 5 }));
    expect(report.violations).toEqual([]);
    expect(report.foreseen.length).toBeGreaterThan(0);
    expect(Math.min(...report.foreseen.map(({ heldBeforeMillis }) => heldBeforeMillis))).toBeGreaterThan(0);
  });

  it('is the same month to the last number when it is run again, and another with another seed', async () => {
    const [first, again, other] = [
      await simulate(aMonth({ seed: 8 })),
      await simulate(aMonth({ seed: 8 })),
      await simulate(aMonth({ seed: 9 })),
    ];
    expect(again).toEqual(first);
    expect(other.counted).not.toEqual(first.counted);
  });
});

describe('a month in which nothing fails', () => {
  it('tells every sender in time, and no deadline comes near', async () => {
    const report = await simulate(aMonth({ outages: 'none', opt_outs: 300, senders: 3 }));
    expect(report.violations).toEqual([]);
    expect(report.counted.crashes).toBe(0);
    // A list that a person carries, or a client that rests, is late by itself; nothing comes near a deadline.
    for (const grave of ['critical', 'held', 'breached', 'refused'])
      expect(report.incidents[grave]).toBeUndefined();
    const called = report.latency.filter(({ kind }) => kind === 'webhook');
    for (const { max } of called) expect(max).toBeLessThan(3 * 24 * 3_600_000);
  });
});

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { barOf, lineOf, type Moment, pictureOf } from '../../demo/progress.ts';
import { fold } from '../../demo/screen.ts';
import { durationOf, tableOf } from '../../demo/table.ts';
import type { SenderState } from '../../demo/watch.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const plain = (_: unknown, text: string) => text;

function aSender(changes: Partial<SenderState> = {}): SenderState {
  return {
    id: 'legacy-lists',
    name: 'Campaign mailer',
    told: 100,
    owed: 60,
    code: 'rate_limited',
    retryAt: NOW + 1_400,
    latency: { p50: 83, p95: 215, p99: 2_790, max: 13_380, share: 0 },
    ...changes,
  };
}

function aMoment(changes: Partial<Moment> = {}): Moment {
  return {
    asked: { recorded: 160, slowestMillis: 9.4 },
    count: 320,
    senders: [aSender()],
    now: NOW,
    ...changes,
  };
}

describe('the moving part', () => {
  it('shows told, owed and not asked for yet as parts of one bar', () => {
    expect(barOf({ told: 100, owed: 60, count: 320 }, 16)).toEqual({
      told: '█'.repeat(5),
      owed: '▒'.repeat(3),
      rest: '·'.repeat(8),
    });
  });

  it('is full only when everything is told', () => {
    expect(barOf({ told: 319, owed: 1, count: 320 }, 16).told).toHaveLength(15);
    expect(barOf({ told: 320, owed: 0, count: 320 }, 16).told).toHaveLength(16);
  });

  it('says in words what a sender is doing', () => {
    expect(pictureOf(aMoment(), 80, plain)[1]).toContain('trying again in 2 s: rate_limited');
    const done = aSender({ told: 320, owed: 0, retryAt: undefined });
    expect(pictureOf(aMoment({ senders: [done] }), 80, plain)[1]).toMatch(/320\/320 {2}up to date$/);
  });

  it.each([40, 60, 80, 96])('keeps each line within %i columns', (width) => {
    const late = aSender({ retryAt: NOW + 900_000, code: 'a_code_that_is_longer_than_any_other' });
    for (const line of pictureOf(aMoment({ senders: [aSender(), late] }), width, plain)) {
      expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('says the same in one plain line', () => {
    expect(lineOf(aMoment())).toBe(
      '  said stop: 160/320  told: Campaign mailer 100 (trying again in 2 s: rate_limited)',
    );
  });
});

describe('the table', () => {
  it('fits 80 columns and aligns its figures', () => {
    const lines = tableOf([aSender({ told: 320 }), aSender({ name: 'Customer CRM', told: 7 })], plain);
    const widths = lines.map((line) => stripVTControlCharacters(line).length);
    expect(new Set(widths).size).toBe(1);
    expect(widths[0]).toBeLessThanOrEqual(80);
  });

  it('never rounds a share up to something or down to nothing', () => {
    expect(tableOf([aSender()], plain)[1]).toMatch(/under 0\.01 %$/);
    const slow = aSender({ latency: { ...aSender().latency, share: 0.0312 } });
    expect(tableOf([slow], plain)[1]).toMatch(/3\.12 %$/);
  });

  it('gives durations in the unit they are thought of in', () => {
    expect([null, 0, 83, 999, 1_000, 2_790, 13_380].map(durationOf)).toEqual([
      '–',
      '0 ms',
      '83 ms',
      '999 ms',
      '1.0 s',
      '2.8 s',
      '13 s',
    ]);
  });
});

describe('a paragraph', () => {
  it('is folded at its spaces and loses no word', () => {
    const text = 'each opt-out is on disk before it is answered';
    const lines = fold(text, 20);
    expect(lines.every((line) => line.length <= 20)).toBe(true);
    expect(lines.join(' ')).toBe(text);
  });
});

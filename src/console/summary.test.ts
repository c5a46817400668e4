import { describe, expect, it } from 'vitest';
import type { SenderOverview } from '../propagation/overview.ts';
import type { WindowLatency } from '../propagation/window-latency.ts';
import { type SenderView, viewSenders } from './sender-view.ts';
import { summarise } from './summary.ts';
import { summaryWords } from './summary-words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-23T15:00:00Z');
const DUE = Date.parse('2026-12-09T05:00:00Z');
const NOTHING: WindowLatency = { count: 0, shareMax: 0 };

type Given = Partial<Omit<SenderOverview, 'sender'>> & { readonly id: string; readonly createdAt?: number };

/** A sender that is caught up, but for what is said. */
function anOverview({ id, createdAt = NOW - 100 * DAY, ...rest }: Given): SenderOverview {
  return {
    sender: {
      id,
      name: `The ${id}`,
      publicName: `The ${id}`,
      kind: 'webhook',
      brands: ['clearview'],
      settings: {},
      createdAt,
      ladder: null,
      retiredAt: null,
    },
    lag: 0,
    parked: 0,
    replays: [],
    cursorSeq: 7,
    lastCode: 'ok',
    lastSettledAt: NOW,
    held: [],
    incidents: [],
    nextAttemptAt: null,
    windows: { '24h': NOTHING, '7d': NOTHING, '30d': NOTHING },
    ...rest,
  };
}

/** One that an opt-out is waiting for. */
function aWaiting(id: string, { waited = 12 * MINUTE, dueAt = DUE, createdAt = NOW - 100 * DAY } = {}) {
  return anOverview({ id, createdAt, lag: 1, oldest: { requestedAt: NOW - waited, dueAt, share: 5 } });
}

function viewed(...overviews: SenderOverview[]): SenderView[] {
  return viewSenders({ overviews, brands: new Map(), now: NOW });
}

const saying = (...overviews: SenderOverview[]) =>
  summaryWords(summarise(viewed(...overviews))).replaceAll('\u00a0', ' ');

describe('the summary', () => {
  it('says that all is well when nothing waits', () => {
    expect(saying(anOverview({ id: 'crm' }), anOverview({ id: 'shop' }))).toBe(
      'Every opt-out has reached every sender.',
    );
  });

  it('does not call words without a deadline opt-outs', () => {
    expect(saying(anOverview({ id: 'crm', lag: 3 }))).toBe('Every opt-out has reached every sender.');
  });

  it('says that there is nothing yet before the first opt-out', () => {
    const untold = anOverview({ id: 'crm', cursorSeq: 0, lastCode: null, lastSettledAt: null });
    expect(saying(untold)).toMatch(/^No opt-out yet\./);
  });

  it('names the one sender that waits, with the age and the deadline of the oldest', () => {
    expect(saying(aWaiting('crm'), anOverview({ id: 'shop' }))).toBe(
      'Nothing is late. Opt-outs are on their way to The crm; the oldest has waited 12 min and is due by the end of December 9.',
    );
  });

  it('counts the senders where several wait, and tells of the one due first', () => {
    const early = aWaiting('shop', { dueAt: DUE - DAY, waited: HOUR });
    expect(saying(aWaiting('crm'), early, anOverview({ id: 'idle' }))).toBe(
      'Nothing is late. Opt-outs are on their way to 2 of 3 senders; the oldest has waited 1 h and is due by the end of December 8.',
    );
  });

  it('speaks up when an opt-out has waited longer than mailbox providers allow', () => {
    expect(saying(aWaiting('crm', { waited: 48 * HOUR }), aWaiting('shop'))).toMatch(
      /^Nothing is late by law, but an opt-out has not reached The crm within 48 hours\. The oldest has waited 2 days and/,
    );
    expect(saying(aWaiting('crm', { waited: 48 * HOUR - 1 }))).toMatch(/^Nothing is late\. /);
  });

  it('says late from the first forbidden instant on', () => {
    expect(saying(aWaiting('crm', { waited: 20 * DAY, dueAt: NOW }))).toBe(
      'The crm has not acknowledged an opt-out that was due by the end of November 23.',
    );
    expect(saying(aWaiting('crm', { waited: 20 * DAY, dueAt: NOW + 1 }))).toMatch(/^Nothing is late by law/);
  });

  it('does not blame a new sender for what was due before it existed', () => {
    const fresh = aWaiting('crm', { waited: 90 * DAY, dueAt: NOW - 60 * DAY, createdAt: NOW - MINUTE });
    expect(saying(fresh, anOverview({ id: 'shop' }))).toMatch(/^Nothing is late\. .* The crm, added after/);
    expect(viewed(fresh)[0]?.waiting).toMatchObject({ urgency: 'backfill', waitedMillis: MINUTE });
  });
});

describe('the senders', () => {
  it('come with the most urgent first, and those that are caught up by name', () => {
    const late = aWaiting('d', { waited: 20 * DAY, dueAt: NOW - DAY });
    const slow = aWaiting('c', { waited: 3 * DAY });
    const views = viewed(anOverview({ id: 'b' }), anOverview({ id: 'a' }), aWaiting('e'), slow, late);
    expect(views.map(({ id }) => id)).toEqual(['d', 'c', 'e', 'a', 'b']);
  });

  it('tell when the next try is, unless it is due already', () => {
    const failing = (nextAttemptAt: number) =>
      viewed(anOverview({ id: 'crm', lag: 1, lastCode: 'rate_limited', nextAttemptAt }))[0]?.failing;
    expect(failing(NOW + MINUTE)).toEqual({ code: 'rate_limited', nextTryMillis: MINUTE });
    expect(failing(NOW)).toEqual({ code: 'rate_limited', nextTryMillis: undefined });
    expect(viewed(anOverview({ id: 'shop' }))[0]?.failing).toBeUndefined();
  });
});

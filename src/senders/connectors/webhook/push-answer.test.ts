import { describe, expect, it } from 'vitest';
import {
  answers,
  cutsOff,
  drips,
  floods,
  hangs,
  resets,
  startReceiver,
} from '../../outbound/receiver.testkit.ts';
import type { PushOutcome } from '../connector.ts';
import { someItems } from '../item.testkit.ts';
import { aBatchTo, aConnector, SECRET } from './in-house-sender.testkit.ts';

const failed = (code: string, pace = 'normal') => ({ kind: 'failed', code, pace });

describe('what comes back', () => {
  const APPLIED: PushOutcome = {
    kind: 'answered',
    outcomes: [
      { seq: 1, status: 'applied' },
      { seq: 2, status: 'applied' },
    ],
  };

  it.each([
    ['an empty 200', answers(200)],
    ['an empty 204', answers(204)],
    ['a 202 with text', answers(202, 'queued')],
    ['a 200 with other JSON', answers(200, '{"ok":true}')],
  ])('acknowledges the batch: %s', async (_what, behaviour) => {
    const receiver = await startReceiver();
    receiver.behave(behaviour);
    expect(await aConnector().push(aBatchTo(receiver))).toEqual(APPLIED);
  });

  it('tells applied, already, rejected and forgotten items apart', async () => {
    const receiver = await startReceiver();
    const entries = [
      { seq: 1, status: 'already' },
      { seq: 2, status: 'rejected', code: 'reader2@example.com is unknown' },
      { seq: 3, status: 'applied' },
    ];
    receiver.behave(answers(200, JSON.stringify({ results: entries })));
    expect(await aConnector().push(aBatchTo(receiver, { items: someItems(4) }))).toEqual({
      kind: 'answered',
      outcomes: [
        { seq: 1, status: 'already' },
        { seq: 2, status: 'rejected', code: 'unspecified' },
        { seq: 3, status: 'applied' },
        { seq: 4, status: 'retry', code: 'not_answered' },
      ],
    });
  });

  it('takes truncated JSON for no acknowledgement at all', async () => {
    const receiver = await startReceiver();
    receiver.behave(answers(200, '{"results":[{"seq":1,"status":"applied"}'));
    expect(await aConnector().push(aBatchTo(receiver))).toEqual({
      kind: 'answered',
      outcomes: [
        { seq: 1, status: 'retry', code: 'unreadable_answer' },
        { seq: 2, status: 'retry', code: 'unreadable_answer' },
      ],
    });
  });

  it.each([
    ['seconds', '90', { retryAfterMillis: 90_000 }],
    ['a date', 'Mon, 02 Nov 2026 09:01:05 GMT', { retryAfterMillis: 60_000 }],
    ['nothing', undefined, {}],
  ])('waits as long as a 429 asks with %s', async (_what, retryAfter, pause) => {
    const receiver = await startReceiver();
    receiver.behave(answers(429, '', retryAfter ? { 'retry-after': retryAfter } : {}));
    const now = Date.parse('2026-11-02T09:00:05Z');
    expect(await aConnector().push(aBatchTo(receiver, { now }))).toEqual({
      ...failed('rate_limited'),
      ...pause,
    });
  });

  it.each([
    ['a 503 page', answers(503, '<html>back soon</html>'), failed('unavailable')],
    ['a 410, which switches nothing off', answers(410), failed('gone', 'slow')],
    ['a 413', answers(413), failed('too_large')],
    ['a reset', resets, failed('reset')],
    ['an answer cut off by the connection', cutsOff('{"results":[]}'), failed('reset')],
    ['an endless answer', floods, failed('answer_too_large')],
  ])('leaves the batch owed after %s', async (_what, behaviour, outcome) => {
    const receiver = await startReceiver();
    receiver.behave(behaviour);
    expect(await aConnector().push(aBatchTo(receiver))).toEqual(outcome);
  });

  it.each([
    ['silence', hangs],
    ['a slow drip', drips],
  ])('leaves the batch owed after %s', async (_what, behaviour) => {
    const receiver = await startReceiver();
    receiver.behave(behaviour);
    expect(await aConnector(60).push(aBatchTo(receiver))).toEqual(failed('timeout'));
  });

  it('sends nobody’s address where a redirect points', async () => {
    const receiver = await startReceiver();
    const other = await startReceiver();
    receiver.behave(answers(307, '', { location: other.url }));
    expect(await aConnector().push(aBatchTo(receiver))).toEqual(failed('redirect_refused'));
    expect(other.connections()).toBe(0);
  });

  it('refuses a private target slowly, and stops when told to', async () => {
    const receiver = await startReceiver();
    const settings = { url: 'https://169.254.169.254/hook', secrets: [SECRET] };
    expect(await aConnector().push(aBatchTo(receiver, { settings }))).toEqual(
      failed('refused_address', 'slow'),
    );
    expect(await aConnector().push(aBatchTo(receiver, { signal: AbortSignal.abort() }))).toEqual(
      failed('aborted'),
    );
    expect(receiver.seen).toEqual([]);
  });
});

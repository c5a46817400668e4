import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, someItems } from '../item.testkit.ts';
import { readAnswer } from './answer.ts';
import { keepableCode } from './answer-code.ts';
import { itemOutcomes } from './item-results.ts';

const NOW = Date.parse('2026-11-02T09:00:00Z');
const TWO = someItems(2);
const APPLIED = [
  { seq: 1, status: 'applied' },
  { seq: 2, status: 'applied' },
];
const allRetry = (code: string) => TWO.map(({ seq }) => ({ seq, status: 'retry', code }));
const results = (...entries: unknown[]): string => JSON.stringify({ results: entries });

describe('the body of a 2xx answer', () => {
  it.each([
    '',
    ' \r\n',
    'OK',
    '<html>thanks</html>',
    '{}',
    '{"ok":true}',
    '[]',
    '"done"',
    'null',
    '\uFEFF{}',
  ])('acknowledges the batch when it says nothing about items: %j', (body) => {
    expect(itemOutcomes(body, TWO)).toEqual(APPLIED);
  });

  it.each([
    '{"results"',
    '{"results":[{"seq":1,"status":"applied"},{"seq":2,"sta',
    '\uFEFF {"results":[',
    '{',
    '[',
    '{"results":[]}{"results":[]}',
    '{"results":null}',
    '{"results":{}}',
    '{"results":"applied"}',
    '{"results":2}',
  ])('acknowledges nothing when it is cut off or garbled: %j', (body) => {
    expect(itemOutcomes(body, TWO)).toEqual(allRetry('unreadable_answer'));
  });

  it('never takes a cut-off list of results for a whole one', () => {
    const whole = results({ seq: 1, status: 'rejected', code: 'blocked' }, { seq: 2, status: 'applied' });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        expect(itemOutcomes(whole.slice(0, length), TWO)).toEqual(allRetry('unreadable_answer'));
      }),
    );
  });

  it('answers item by item, in the order sent', () => {
    const body = results(
      { seq: 4, status: 'retry', code: 'busy' },
      { seq: 3, status: 'rejected', code: 'Invalid_Address' },
      { seq: 2, status: 'already' },
      { seq: 1, status: 'applied' },
    );
    expect(itemOutcomes(body, someItems(4))).toEqual([
      { seq: 1, status: 'applied' },
      { seq: 2, status: 'already' },
      { seq: 3, status: 'rejected', code: 'invalid_address' },
      { seq: 4, status: 'retry', code: 'busy' },
    ]);
  });

  it('asks again for items it left out, and ignores items that were not sent', () => {
    const body = results(
      { seq: 2, status: 'applied' },
      { seq: 99, status: 'rejected' },
      { seq: '1', status: 'applied' },
    );
    expect(itemOutcomes(body, TWO)).toEqual([
      { seq: 1, status: 'retry', code: 'not_answered' },
      { seq: 2, status: 'applied' },
    ]);
    expect(itemOutcomes(results(), TWO)).toEqual(allRetry('not_answered'));
    expect(itemOutcomes(results(null, 1, 'x', [], {}), TWO)).toEqual(allRetry('not_answered'));
  });

  it.each(['ok', 'APPLIED', '', null, 1, undefined])('asks again where the status is %j', (status) => {
    expect(itemOutcomes(results({ seq: 1, status }, { seq: 2, status }), TWO)).toEqual(
      allRetry('unknown_status'),
    );
  });

  it('believes the worst of what was said twice, in either order', () => {
    const said = { applied: 1, already: 1, rejected: 2, retry: 3 } as const;
    const status = fc.constantFrom('applied', 'already', 'rejected', 'retry');
    fc.assert(
      fc.property(fc.array(status, { minLength: 1 }), (statuses) => {
        const body = results(...statuses.map((each) => ({ seq: 1, status: each })));
        const [outcome] = itemOutcomes(body, [anItem()]);
        const worst = Math.max(...statuses.map((each) => said[each]));
        expect(outcome && said[outcome.status]).toBe(worst);
      }),
    );
  });

  it('gives every sent item exactly one outcome in order, whatever the body', () => {
    const noise = fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes));
    const junk = fc.jsonValue({ maxDepth: 1 });
    const seq = fc.oneof(fc.integer({ min: 0, max: 6 }), junk);
    const status = fc.oneof(fc.constantFrom('applied', 'already', 'rejected', 'retry'), junk);
    const entry = fc.oneof(fc.record({ seq, status, code: junk }, { requiredKeys: [] }), junk);
    const list = fc.array(entry, { maxLength: 8 }).map((entries) => results(...entries));
    const body = fc.oneof(noise, fc.json({ maxDepth: 2 }), list);
    fc.assert(
      fc.property(body, fc.nat({ max: 6 }), (text, count) => {
        const items = someItems(count);
        expect(itemOutcomes(text, items).map((outcome) => outcome.seq)).toEqual(
          items.map((item) => item.seq),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a code a receiver gives', () => {
  it.each(['blocked', 'invalid_address', '550-5.1.1', 'list.full', 'HARD_BOUNCE'])(
    'is kept when it is a reason: %s',
    (code) => {
      expect(keepableCode(code, 'jane.doe@example.com')).toBe(code.toLowerCase());
    },
  );

  it.each([
    'jane.doe@example.com',
    'blocked_jane.doe',
    'blocked-JaneDoe',
    'example.com',
    'user jane',
    '-blocked',
    'customer_4471230',
    'b4c9a289323b21a01c3e940f150eb9b8',
    'abcdef12abcdef12abcdef12abcdef12',
    'x'.repeat(41),
    '',
    'bloqué',
    7,
    null,
    undefined,
    { toString: () => 'blocked' },
  ])('becomes unspecified when it may name the person or is no code: %j', (code) => {
    expect(keepableCode(code, 'jane.doe@example.com')).toBe('unspecified');
  });

  it('never carries a part of the address it was sent for', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/);
    const glue = fc.constantFrom('', '_', '.', '-', '@', ' ');
    fc.assert(
      fc.property(word, word, glue, fc.boolean(), (local, other, between, first) => {
        const code = first ? local + between + other : other + between + local;
        expect(keepableCode(code, `${local}@mail.test`)).toBe('unspecified');
      }),
    );
  });
});

describe('an answer that is not 2xx', () => {
  const read = (status: number, retryAfter?: string) =>
    readAnswer({
      answer: { kind: 'answered', status, headers: retryAfter ? { retryAfter } : {}, body: results() },
      items: TWO,
      now: NOW,
    });

  it.each([
    [301, 'redirect_refused', 'normal'],
    [304, 'redirect_refused', 'normal'],
    [308, 'redirect_refused', 'normal'],
    [400, 'bad_request', 'normal'],
    [401, 'unauthorized', 'slow'],
    [403, 'forbidden', 'slow'],
    [404, 'not_found', 'slow'],
    [408, 'request_timeout', 'normal'],
    [410, 'gone', 'slow'],
    [413, 'too_large', 'normal'],
    [422, 'unprocessable', 'normal'],
    [429, 'rate_limited', 'normal'],
    [500, 'http_500', 'normal'],
    [502, 'http_502', 'normal'],
    [503, 'unavailable', 'normal'],
  ])('%i leaves the batch owed: %s, at %s pace', (status, code, pace) => {
    expect(read(status)).toEqual({ kind: 'failed', code, pace });
  });

  it.each([429, 502, 503, 504])('%i may ask for a pause', (status) => {
    expect(read(status, '30')).toMatchObject({ kind: 'failed', retryAfterMillis: 30_000 });
    expect(read(status, 'Mon, 02 Nov 2026 09:01:00 GMT')).toMatchObject({ retryAfterMillis: 60_000 });
  });

  it.each([301, 400, 410, 500])('%i may not', (status) => {
    expect(read(status, '30')).not.toHaveProperty('retryAfterMillis');
  });

  it('acknowledges nothing for any status outside 2xx', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (status) => {
        expect(read(status).kind).toBe(status >= 200 && status < 300 ? 'answered' : 'failed');
      }),
    );
  });

  it.each([
    ['timeout', 'normal'],
    ['reset', 'normal'],
    ['dns', 'normal'],
    ['refused_address', 'slow'],
    ['url_not_https', 'slow'],
  ] as const)('keeps the reason when nobody answered: %s, at %s pace', (code, pace) => {
    const outcome = readAnswer({ answer: { kind: 'unreachable', code }, items: TWO, now: NOW });
    expect(outcome).toEqual({ kind: 'failed', code, pace });
  });
});

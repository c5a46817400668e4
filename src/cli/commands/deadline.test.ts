import { describe, expect, it } from 'vitest';
import { linesOf, run } from '../io.testkit.ts';

const ASKED = [
  ['--received', '2026-11-25T18:00:00-05:00'],
  ['--zone', 'America/New_York'],
  ['--calendar', 'us-federal'],
  ['--days', '10'],
  ['--count', 'after'],
  ['--boundary', 'end-of-day'],
].flat();

describe('heed deadline', () => {
  it('answers one line of JSON that begins with the deadline', async () => {
    const { code, out, err } = await run(['deadline', ...ASKED, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      '{"deadline_date":"2026-12-10","first_forbidden_instant":"2026-12-11T05:00:00Z","strict_deadline_date":"2026-12-09","strict_first_forbidden_instant":"2026-12-10T05:00:00Z","received_date":"2026-11-25","received_instant":"2026-11-25T23:00:00Z","zone":"America/New_York","rule":{"calendar":"us-federal","days":10,"count":"after","boundary":"end-of-day"},"holidays_skipped":[{"date":"2026-11-26","name":"Thanksgiving Day"}]}\n',
    );
  });

  it('answers people in words', async () => {
    const { out } = await run(['deadline', ...ASKED]);
    expect(linesOf(out)).toEqual([
      'deadline         2026-12-10 (still allowed)',
      'forbidden from   2026-12-11T05:00:00Z',
      'strict deadline  2026-12-09, from 2026-12-10T05:00:00Z',
      'received         2026-11-25 in America/New_York, 2026-11-25T23:00:00Z',
      'counted          10 days, us-federal, after, end-of-day',
      'holidays         2026-11-26 Thanksgiving Day',
    ]);
  });

  it('says everything that is wrong with a question, and what to write instead', async () => {
    const { code, out, err } = await run(['deadline', '--received', 'soon', '--days', '0', '--json']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('received is not an ISO 8601 instant.\n  Give date, time and offset');
    expect(err).toContain('days is below 1.\n  Give a whole number from 1 to 366.');
  });
});

describe('heed deadline --ndjson', () => {
  const days = (answers: string) =>
    linesOf(answers).map((line) => {
      const answer = JSON.parse(line);
      return answer.rule?.days ?? answer.error.code;
    });

  it('answers every line in order, however the input arrives', async () => {
    const asked = Array.from({ length: 300 }, (_, index) => ({
      received: ASKED[1],
      days: 1 + ((index * 7) % 20),
    }));
    const text = asked.map((question) => JSON.stringify(question)).join('\n');
    const input = text.match(/[^]{1,97}/g) ?? [];
    const { code, out } = await run(['deadline', '--ndjson'], { input });
    expect(code).toBe(0);
    expect(days(out)).toEqual(asked.map((question) => question.days));
  });

  it('answers as the options do', async () => {
    const question = {
      received: ASKED[1],
      zone: ASKED[3],
      calendar: ASKED[5],
      days: 10,
      count: ASKED[9],
      boundary: ASKED[11],
    };
    const asked = await run(['deadline', '--ndjson'], { input: [`${JSON.stringify(question)}\n`] });
    expect(asked.out).toBe((await run(['deadline', ...ASKED, '--json'])).out);
  });

  it('answers a bad line in its place, goes on, and ends with exit code 1', async () => {
    const lines = [
      '{"received":"2026-11-25T23:00:00Z","days":1}',
      '{"received":',
      '{"received":"soon"}',
      '["2026-11-25T23:00:00Z"]',
      '',
      '{"received":"2026-11-25T23:00:00Z","dayz":1}',
      '{"received":"2026-11-25T23:00:00Z","days":2}',
    ];
    const { code, out, err } = await run(['deadline', '--ndjson'], { input: [lines.join('\n')] });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const bad = 'invalid_question';
    expect(days(out)).toEqual([1, 'not_json', bad, bad, bad, 2]);
    expect(JSON.parse(linesOf(out)[4] ?? '').error.problems).toEqual([
      { field: 'dayz', message: expect.any(String), fix: expect.any(String) },
    ]);
  });

  it('answers before the input ends', async () => {
    const lines = ['{"received":"2026-11-25T23:00:00Z"}\n', '{"received":"2026-11-26T23:00:00Z"}\n'];
    const seen: number[] = [];
    let answered = 0;
    const { main } = await import('../main.ts');
    async function* questions() {
      for (const line of lines) {
        seen.push(answered);
        yield new TextEncoder().encode(line);
      }
    }
    await main(['deadline', '--ndjson'], {
      environment: {},
      stdin: questions(),
      stdinIsTerminal: false,
      stdoutIsTerminal: false,
      out: async () => {
        answered += 1;
      },
      note: () => {},
      signal: new AbortController().signal,
      now: Date.now,
      random: (length) => new Uint8Array(length),
    });
    expect({ seen, answered }).toEqual({ seen: [0, 1], answered: 2 });
  });

  it('lets options stand in for keys a line leaves out', async () => {
    const input = ['{"received":"2026-11-25T23:00:00Z"}\n{"received":"2026-11-25T23:00:00Z","days":7}\n'];
    expect(days((await run(['deadline', '--ndjson', '--days', '3'], { input })).out)).toEqual([3, 7]);
  });
});

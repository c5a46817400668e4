import { describe, expect, it } from 'vitest';
import { giveReason, type Reason } from '../consent/reason.ts';
import { addClearview, openTestHeed, type TestHeed } from '../heed.testkit.ts';
import { latencyPageOf, textOf } from './console.testkit.ts';

const DAY = 86_400_000;
const TITLE = 'Why people stopped, last 30 days';

async function opened(): Promise<TestHeed> {
  const test = await openTestHeed();
  await addClearview(test);
  return test;
}

function say({ heed }: TestHeed, seq: number, reason: Reason, brand = 'clearview') {
  return giveReason(heed.database, { seq, brand, reason, now: heed.now() });
}

describe('why people stopped', () => {
  it('is not mentioned where nobody gave a reason in the last 30 days', async () => {
    const test = await opened();
    await say(test, 1, 'too_many');
    test.advance(30 * DAY);
    expect(textOf(await latencyPageOf(test))).toContain(TITLE);
    test.advance(1);
    expect(textOf(await latencyPageOf(test))).not.toContain(TITLE);
  });

  it('is a table for each brand, the most frequent reason first', async () => {
    const test = await opened();
    await say(test, 1, 'other');
    await say(test, 2, 'too_many');
    await say(test, 3, 'too_many');
    await say(test, 4, 'never_asked', 'gone-brand');
    const html = await latencyPageOf(test);
    const lines = textOf(html).slice(textOf(html).indexOf(TITLE)).split('\n');
    expect(lines.slice(lines.indexOf('Clearview Magnifiers')).slice(0, 7)).toEqual([
      'Clearview Magnifiers',
      'Reason | Answers |',
      'Too many mails | 2 |',
      'Another reason | 1 |',
      'gone-brand',
      'Reason | Answers |',
      'They never asked for it | 1 |',
    ]);
    expect(html.match(/<th(?=[ >])/g)?.length).toBe(html.match(/<th scope="(col|row)"/g)?.length);
  });
});

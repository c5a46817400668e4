import { describe, expect, it } from 'vitest';
import type { Append } from '../consent/append.ts';
import type { Decision } from '../consent/decision.ts';
import { parseRecipientId } from '../consent/recipient.ts';
import { EVERYTHING } from '../consent/scope.ts';
import { createAppendDesk } from './append-desk.ts';

describe('the desk of an isolate', () => {
  it('has what comes together committed together, and hands each request its own outcomes', async () => {
    const desk = aDesk();
    const [one, two, three] = await Promise.all([
      desk.by(works)([anOptOut(1)]),
      desk.by(works)([anOptOut(2), anOptOut(3)]),
      desk.by(works)([anOptOut(4)]),
    ]);
    expect([one, two, three].map((outcomes) => outcomes?.map(({ seq }) => seq))).toEqual([[1], [2, 3], [4]]);
    expect(desk.commits).toEqual([[1], [2, 3, 4]]);
  });

  it('takes no more at once than a commit may hold', async () => {
    const desk = aDesk();
    const requests = Array.from({ length: 250 }, (_, index) => desk.by(works)([anOptOut(index)]));
    await Promise.all(requests);
    expect(desk.commits.map(({ length }) => length)).toEqual([1, 100, 100, 49]);
  });

  it('tells every request of a commit that failed, and none of another', async () => {
    const desk = aDesk();
    const fails: Append = () => Promise.reject(new Error('the database is away'));
    const first = desk.by(works)([anOptOut(1)]);
    const together = await Promise.allSettled([desk.by(fails)([anOptOut(2)]), desk.by(fails)([anOptOut(3)])]);
    expect((await first).map(({ seq }) => seq)).toEqual([1]);
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await desk.by(works)([anOptOut(4)])).map(({ seq }) => seq)).toEqual([4]);
  });

  it('has decisions said again whose request of the commit was ended', async () => {
    const desk = aDesk();
    void desk.by(() => new Promise(() => {}))([anOptOut(1)]); // takes the lead and is never heard of again
    const waiting = desk.by(works)([anOptOut(2)]);
    void desk.by(() => new Promise(() => {}))([anOptOut(3)]);
    expect((await waiting).map(({ seq }) => seq)).toEqual([2]);
    expect(desk.slept()).toBeGreaterThan(10_000);
  });

  it('has a commit go on when the request that makes it is given up', async () => {
    const desk = aDesk();
    await desk.by(works)([anOptOut(1)]);
    await Promise.all(desk.keptAlive);
    expect(desk.keptAlive).toHaveLength(1);
  });

  it('leaves alone what would make a shared commit fail or fill it', async () => {
    const desk = aDesk();
    const many = Array.from({ length: 101 }, (_, index) => anOptOut(index));
    const unrecordable = { ...anOptOut(1), requestedAt: Number.NaN };
    await Promise.all([desk.by(works)(many), desk.by(works)([unrecordable]), desk.by(works)([anOptOut(2)])]);
    expect(desk.commits.map(({ length }) => length)).toEqual([101, 1, 1]);
    expect(desk.keptAlive).toHaveLength(1);
  });

  it('commits nothing for a request that says nothing', async () => {
    const desk = aDesk();
    expect(await desk.by(works)([])).toEqual([]);
  });
});

/** A commit that takes a turn and numbers its entries by the decisions' own times. */
const works: Append = async (decisions) => {
  await Promise.resolve();
  return decisions.map(({ requestedAt }) => ({
    kind: 'recorded',
    seq: requestedAt,
    recordedAt: 0,
    dueAt: null,
  }));
};

/** A desk whose time passes only while its requests wait. */
function aDesk() {
  const appendFor = createAppendDesk();
  const commits: number[][] = [];
  const keptAlive: Promise<unknown>[] = [];
  let now = 0;
  const by = (append: Append) =>
    appendFor({
      append: (decisions) => {
        commits.push(decisions.map(({ requestedAt }) => requestedAt));
        return append(decisions);
      },
      now: () => now,
      sleep: async (millis) => {
        now += millis;
      },
      keepAlive: (work) => void keptAlive.push(work),
    });
  return { by, commits, keptAlive, slept: () => now };
}

function anOptOut(at: number): Decision {
  const recipientId = parseRecipientId('A'.repeat(22));
  if (recipientId === undefined) throw new Error('that is no recipient id');
  return {
    kind: 'opt_out',
    recipientId,
    addressSealed: null,
    scope: EVERYTHING,
    requestedAt: at,
    receivedAt: at,
    channel: 'one_click',
    evidence: {},
  };
}

import { describe, expect, it } from 'vitest';
import type { Connector } from '../senders/connectors/connector.ts';
import type { Sender } from '../senders/sender.ts';
import { createFakeVendor } from './testing/fake-vendor.ts';
import { aWorker } from './testing/worker.ts';
import { aSender, MINUTE, NOON, openWorld, stateOf, worldOn } from './testing/world.ts';
import { createTurns, LANES_MAX, SLOW_LANES_MAX, type Waiting } from './turns.ts';

const waiting = (id: string, settledAt: number | null = null, attempt = 0): Waiting => ({
  id,
  settledAt,
  attempt,
});

/** All who may be carried at this moment, in their order. */
function takenAt(turns: ReturnType<typeof createTurns>, now = NOON): string[] {
  const ids: string[] = [];
  for (let next = turns.take(now); next !== undefined; next = turns.take(now)) ids.push(next.id);
  return ids;
}

describe('turns', () => {
  it('go to whoever was carried longest ago, and to those first who never were', () => {
    const turns = createTurns();
    turns.add([waiting('late', NOON - 1), waiting('early', NOON - 9), waiting('never')]);
    expect(takenAt(turns)).toEqual(['never', 'early', 'late']);
  });

  it('are kept apart: nobody has two at a time, and whoever had one is behind those who waited', () => {
    const turns = createTurns();
    turns.add([waiting('one'), waiting('two', NOON - 5)]);
    expect(turns.take(NOON)?.id).toBe('one');
    turns.add([waiting('one')]);
    turns.done('one', { since: NOON, now: NOON + 1 });
    turns.add([waiting('one')]);
    expect(takenAt(turns, NOON + 2)).toEqual(['two', 'one']);
  });

  it('are not lost to a clock that was ahead: what it wrote sends nobody to the end for ever', () => {
    const turns = createTurns();
    turns.add([waiting('ahead', NOON + 999_999), waiting('right', NOON - 5)]);
    expect(takenAt(turns)).toEqual(['ahead', 'right']);
  });

  it('leave lanes free of senders that fail or took long, however many of those there are', () => {
    const turns = createTurns();
    const slow = Array.from({ length: 50 }, (_, index) => waiting(`slow${index}`, null, 1));
    turns.add([...slow, waiting('quick', NOON - 1)]);
    const taken = takenAt(turns);
    expect(taken).toHaveLength(SLOW_LANES_MAX + 1);
    expect(taken).toContain('quick');
    turns.add(Array.from({ length: 50 }, (_, index) => waiting(`quick${index}`)));
    expect(takenAt(turns)).toHaveLength(LANES_MAX - SLOW_LANES_MAX - 1);
  });

  it('know by a long run who is slow, and forget it after ten minutes', () => {
    const turns = createTurns();
    const ids = Array.from({ length: LANES_MAX }, (_, index) => `slow${index}`);
    turns.add(ids.map((id) => waiting(id)));
    takenAt(turns);
    const now = NOON + 20_000;
    for (const id of ids) turns.done(id, { since: NOON, now });
    turns.add(ids.map((id) => waiting(id)));
    expect(takenAt(turns, now)).toHaveLength(SLOW_LANES_MAX);
    expect(takenAt(turns, now + 10 * MINUTE - 1)).toEqual([]);
    expect(takenAt(turns, now + 10 * MINUTE)).toHaveLength(LANES_MAX - SLOW_LANES_MAX);
  });
});

const SECOND = 1_000;
const ANSWER_MILLIS = 20 * SECOND;

/**
 * A process on virtual time: it ticks each second, and those of its senders that are called slow answer after twenty
 * seconds. Time goes on only when nothing is left to do at the moment.
 */
async function slowWorld(slow: number, quick: number) {
  const base = await openWorld();
  let now = NOON;
  const world = { ...worldOn(base.database), now: () => now };
  const vendor = createFakeVendor();
  const answers: { readonly at: number; readonly give: () => void }[] = [];
  const connector: Connector = {
    ...vendor,
    async push(input) {
      if (input.sender.startsWith('slow')) {
        await new Promise<void>((give) => void answers.push({ at: now + ANSWER_MILLIS, give }));
      }
      return vendor.push(input);
    },
  };
  const names = [
    ...Array.from({ length: slow }, (_, index) => `slow${index}`),
    ...Array.from({ length: quick }, (_, index) => `quick${index}`),
  ];
  const senders: Sender[] = names.map((id) => aSender({ id }));
  for (const { id } of senders) await base.addSender({ id });
  const worker = aWorker(world, { connector, senders: async () => senders });
  const running = new Set<Promise<unknown>>();

  async function quiet(): Promise<void> {
    // The database is in memory and answers at once: what is ready has run after some turns.
    for (let turn = 0; turn < 120; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    ...base,
    vendor,
    at: () => now - NOON,
    second: async () => {
      now += SECOND;
      for (const answer of answers.filter(({ at }) => at <= now)) {
        answers.splice(answers.indexOf(answer), 1);
        answer.give();
      }
      await quiet();
      const ticking = worker.tick();
      running.add(ticking);
      void ticking.finally(() => running.delete(ticking));
      await quiet();
    },
    requestsAtOnce: () => answers.length,
  };
}

describe('fifty senders that take twenty seconds to answer', () => {
  it('delay one that answers at once by a bounded time, and never by more than a second once they are known', async () => {
    const world = await slowWorld(50, 1);
    const { database, say, second } = world;
    const delayOf = async (seq: number) => {
      const said = world.at();
      while ((await stateOf(database, 'quick0')).cursor_seq < seq) await second();
      return world.at() - said;
    };
    const delays: number[] = [];
    let busiest = 0;
    for (let round = 0; round < 5; round++) {
      const [seq = 0] = await say({ by: `reader${round}` });
      delays.push(await delayOf(seq));
      busiest = Math.max(busiest, world.requestsAtOnce());
      for (let pause = 0; pause < 25; pause++) await second();
    }
    // At first nobody knows them: all lanes may be theirs for one run each, but for every one of them only once.
    expect(Math.max(...delays)).toBeLessThanOrEqual(Math.ceil(51 / LANES_MAX) * (ANSWER_MILLIS + 2 * SECOND));
    expect(Math.max(...delays.slice(2))).toBeLessThanOrEqual(SECOND);
    expect(busiest).toBeLessThanOrEqual(LANES_MAX * 4);
    // And nobody starves: the slow ones are all told too.
    for (let left = 0; left < 120; left++) await second();
    const cursors = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => (await stateOf(database, `slow${index}`)).cursor_seq),
    );
    expect(Math.min(...cursors)).toBe(5);
  }, 60_000);
});

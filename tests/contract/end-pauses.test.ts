import { describe, expect, it } from 'vitest';
import { createAppend } from '../../src/consent/append.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { createEndPauses, PAUSE_END_AFTER_MILLIS } from '../../src/consent/end-pauses.ts';
import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';
import { anOptOut, NOON, tenDays } from './builders.ts';

const DAY = 86_400_000;
const BUDGET = { millisMax: 10_000 };

/** A node with a clock of its own. */
function aNode(database: Database, clock: { now: number }) {
  const now = () => clock.now;
  const append = createAppend({
    database,
    now,
    clocks: async () => tenDays,
    salt: () => 'salt',
    backOff: async () => undefined,
  });
  return { append, endPauses: createEndPauses({ database, append, now }) };
}

async function opened() {
  const { database } = await aDatabase();
  const clock = { now: NOON };
  return { database, clock, ...aNode(database, clock) };
}

function aPause(until: number, by = 'jane@example.com', about = 'clearview'): Decision {
  const { kind: _, ...rest } = anOptOut({ by, about });
  return { ...rest, kind: 'pause', until, channel: 'page' };
}

const entriesOf = (database: Database) =>
  database.all(
    database.build
      .selectFrom('ledger')
      .select(['kind', 'scope', 'channel', 'requested_at', 'recorded_at', 'due_at', 'evidence_json'])
      .orderBy('seq'),
  );
const standingsOf = (database: Database) =>
  database.all(database.build.selectFrom('standing').select(['scope', 'verdict', 'said_seq', 'until_at']));

describe('a pause whose date has come', () => {
  it('is ended by an entry that names the one that began it, ten minutes later and not before', async () => {
    const { database, clock, append, endPauses } = await opened();
    await append([aPause(NOON + DAY)]);
    clock.now = NOON + DAY + PAUSE_END_AFTER_MILLIS - 1;
    expect(await endPauses(BUDGET)).toBe(0);
    clock.now += 1;
    expect(await endPauses(BUDGET)).toBe(1);
    const [, end] = await entriesOf(database);
    expect(end).toMatchObject({
      kind: 'pause_end',
      scope: 'clearview',
      channel: 'schedule',
      requested_at: NOON + DAY,
      recorded_at: clock.now,
      due_at: null,
    });
    expect(JSON.parse(end?.evidence_json ?? '')).toMatchObject({ ends: 1 });
    expect(await standingsOf(database)).toEqual([
      { scope: 'clearview', verdict: 'silent', said_seq: 1, until_at: NOON + DAY },
    ]);
    expect(await endPauses(BUDGET)).toBe(0);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 2 });
  });

  it('is left alone when it was lengthened, lifted or replaced while the tick was on its way', async () => {
    const { database, clock, append } = await opened();
    const people = ['longer', 'lifted', 'again'].map((name) => `${name}@example.com`);
    await append(people.map((by) => aPause(NOON + DAY, by)));
    clock.now = NOON + 2 * DAY;
    const late = createEndPauses({
      database,
      now: () => clock.now,
      append: async (decisions) => {
        const [longer, , again] = people;
        await append([
          aPause(NOON + 9 * DAY, longer),
          aPause(NOON + 1, people[1]),
          aPause(NOON + 3 * DAY, again),
        ]);
        return append(decisions);
      },
    });
    expect(await late(BUDGET)).toBe(0);
    const kinds = (await entriesOf(database)).map(({ kind }) => kind);
    expect(kinds).toEqual(Array<string>(6).fill('pause'));
    expect((await standingsOf(database)).map(({ verdict }) => verdict).sort()).toEqual([
      'paused',
      'paused',
      'silent',
    ]);
  });

  it('is ended once, however many nodes look at the same moment', async () => {
    const { database, clock, append } = await opened();
    const many = Array.from({ length: 450 }, (_, index) =>
      aPause(NOON + DAY + index, `reader${index}@example.com`),
    );
    await append(many);
    clock.now = NOON + 3 * DAY;
    const nodes = [1, 2, 3].map(() => aNode(database, clock));
    for (let round = 0; round < 4; round++) {
      await Promise.all(nodes.map(({ endPauses }) => endPauses(BUDGET)));
    }
    const ends = (await entriesOf(database)).filter(({ kind }) => kind === 'pause_end');
    expect(ends).toHaveLength(450);
    expect((await standingsOf(database)).filter(({ verdict }) => verdict !== 'silent')).toEqual([]);
    expect(await verifyLedger(database)).toMatchObject({ kind: 'whole', entries: 900 });
  });

  it('leaves an opt-out beside it as it was', async () => {
    const { database, clock, append, endPauses } = await opened();
    await append([anOptOut(), aPause(NOON + DAY)]);
    clock.now = NOON + 2 * DAY;
    expect(await endPauses(BUDGET)).toBe(1);
    expect((await standingsOf(database)).map(({ verdict }) => verdict).sort()).toEqual([
      'opted_out',
      'silent',
    ]);
  });

  it('is not begun when the time is up or the process stops', async () => {
    const { clock, append, endPauses } = await opened();
    await append([aPause(NOON + DAY)]);
    clock.now = NOON + 2 * DAY;
    expect(await endPauses({ millisMax: 0 })).toBe(0);
    expect(await endPauses({ ...BUDGET, signal: AbortSignal.abort() })).toBe(0);
  });
});

describe('a pause that is over when it is said', () => {
  it('needs no end: it is how people end one themselves', async () => {
    const { database, clock, append, endPauses } = await opened();
    await append([aPause(NOON + DAY), aPause(NOON)]);
    clock.now = NOON + 2 * DAY;
    expect(await endPauses(BUDGET)).toBe(0);
    expect(await standingsOf(database)).toMatchObject([{ verdict: 'silent', said_seq: 2 }]);
  });
});

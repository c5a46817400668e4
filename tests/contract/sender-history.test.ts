import { expect, it } from 'vitest';
import {
  lastDeliveries,
  lastReplays,
  parkedByCode,
  parkedRecipients,
  waitingByBrand,
} from '../../src/propagation/sender-history.ts';
import { readSenderStates } from '../../src/propagation/sender-states.ts';
import { anIncident, storeExposure, storeIncidents } from '../../src/watch/guarantee-rows.testkit.ts';
import { readLastSuccess, readLatency, readParked, readWaiting } from '../../src/watch/metric-rows.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

it('a sender’s page and the metrics read the same rows, the newest and the most frequent first', async () => {
  const { database } = await aDatabase();
  const { build } = database;
  const parked = {
    sender_id: 'crm',
    first_seq: 1,
    seq: 1,
    attempt: 1,
    parked_at: 1,
    requested_at: 1,
    due_at: null,
  };
  const delivery = {
    sender_id: 'crm',
    epoch: 1,
    items: 2,
    acknowledged: 2,
    parked: 0,
    started_at: 1,
    lane: '',
  };
  const state = {
    served_seq: 9,
    confirmed_seq: 0,
    epoch: 1,
    lease_until: 0,
    last_code: null,
    last_settled_at: null,
  };
  const replay = { sender_id: 'crm', kind: 'brand', brand: 'b', recipient_id: null, from_seq: 0, to_seq: 9 };
  const asked = { requested_by: 'cli', reason: null, due_at: null, finished_at: null };
  const progress = { entries: 0, items: 0, attempt: 0, next_attempt_at: 0, rewound_seq: null };
  await database.commit([
    ...(
      [
        ['r1', 'unknown', 30],
        ['r2', 'full', 10],
        ['r3', 'unknown', 20],
      ] as const
    ).map(([recipient_id, code, next_attempt_at]) =>
      build
        .insertInto('parked')
        .values({ ...parked, recipient_id, code, next_attempt_at })
        .compile(),
    ),
    ...(
      [
        ['d1', 0, 5, 'ok', 10],
        ['d2', 5, 9, 'ok', 20],
        ['d3', 9, 9, 'timeout', 30],
      ] as const
    ).map(([id, from_seq, to_seq, code, settled_at]) =>
      build
        .insertInto('delivery')
        .values({ ...delivery, id, from_seq, to_seq, code, settled_at })
        .compile(),
    ),
    build
      .insertInto('delivery')
      .values({ ...delivery, id: 'd4', from_seq: 0, to_seq: 50, code: 'ok', settled_at: 40, lane: 'rpl_1' })
      .compile(),
    build
      .insertInto('propagation')
      .values({ ...state, sender_id: 'crm', cursor_seq: 9, attempt: 2, next_attempt_at: NOON })
      .compile(),
    build
      .insertInto('replay')
      .values({ ...replay, ...asked, ...progress, id: 'rpl_1', cursor_seq: 3, created_at: 1 })
      .compile(),
    build
      .insertInto('latency')
      .values({ sender_id: 'crm', hour: 7, bucket: 8, count: 3, millis_max: 2, share_max: 0 })
      .compile(),
  ]);
  await storeExposure(database, { waiting: 4, due_at: NOON });
  await storeExposure(database, { brand: '*', waiting: 2, due_at: NOON - 1 });
  await storeExposure(database, { brand: 'done', waiting: 0 });
  await storeIncidents(
    database,
    anIncident(),
    anIncident({ id: 'inc_2', kind: 'held', opened_at: NOON * 2 }),
  );

  expect((await lastDeliveries(database, 'crm', 2)).map(({ id }) => id)).toEqual(['d3', 'd2']);
  expect(await parkedByCode(database, 'crm')).toEqual([
    { code: 'unknown', count: 2, nextAttemptAt: 20 },
    { code: 'full', count: 1, nextAttemptAt: 10 },
  ]);
  expect((await parkedRecipients(database, 'crm', 2)).map(({ recipientId }) => recipientId)).toEqual([
    'r2',
    'r3',
  ]);
  expect(await lastReplays(database, 'crm', 5)).toMatchObject([{ id: 'rpl_1', cursor_seq: 3 }]);
  expect((await waitingByBrand(database, 'crm')).map(({ brand }) => brand)).toEqual(['*', 'clearview']);
  const stateOf = await readSenderStates(database, NOON);
  expect(stateOf('crm')).toMatchObject({
    incidents: [{ kind: 'held' }, { kind: 'late' }],
    nextAttemptAt: NOON,
  });
  expect(stateOf('nobody')).toEqual({ held: [], incidents: [], nextAttemptAt: null });

  expect(await readWaiting(database)).toEqual(
    new Map([['crm', { waiting: 6, requestedAt: expect.any(Number), dueAt: NOON - 1 }]]),
  );
  expect(await readParked(database)).toEqual(new Map([['crm', 3]]));
  expect(await readLastSuccess(database)).toEqual(new Map([['crm', 20]]));
  expect((await readLatency(database, ['crm', 'shop'], 7)).get('crm')).toMatchObject([
    { bucket: 8, count: 3, max: 2 },
  ]);
  expect((await readLatency(database, ['crm'], 8)).size).toBe(0);
});

import { expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { placeHold } from '../senders/hold.testkit.ts';
import { anIncident, storeIncidents } from '../watch/guarantee-rows.testkit.ts';

it('senders and latency say of each sender what holds it, what is wrong, and when it is tried next', async () => {
  const test = await openTestHeed();
  const { heed, call, key } = test;
  await addClearview(test);
  const secret = await key(['setup', 'latency']);
  for (const id of ['crm', 'shop']) {
    await call(secret, '/v1/senders', { id, name: id, kind: 'feed', brands: ['clearview'] });
  }
  await placeHold(heed.database, { brand: 'clearview', reason: 'brand', since: heed.now() });
  await storeIncidents(
    heed.database,
    anIncident({ opened_at: 1 }),
    anIncident({ id: 'inc_2', kind: 'held', opened_at: 2 }),
    anIncident({ id: 'inc_3', kind: 'at_risk', recovered_at: 3, closed_at: 3 }),
    anIncident({ id: 'inc_4', kind: 'mail_failing', sender_id: '' }),
  );
  const nextAttemptAt = heed.now() + 60_000;
  const { build } = heed.database;
  const failed = build.updateTable('propagation').set({ attempt: 3, next_attempt_at: nextAttemptAt });
  await heed.database.commit([failed.where('sender_id', '=', 'crm').compile()]);
  const expected = [
    {
      held: [
        {
          sender: 'crm',
          reason: 'brand',
          brand: 'clearview',
          since: '2026-11-23T15:00:00.000Z',
          due_at: null,
          lifted_by: expect.stringContaining('this brand'),
        },
      ],
      incidents: ['held', 'late'],
      next_attempt_at: '2026-11-23T15:01:00.000Z',
    },
    { held: [], incidents: [], next_attempt_at: null },
  ];
  expect((await call(secret, '/v1/senders')).body.senders).toMatchObject(expected);
  expect((await call(secret, '/v1/latency')).body.senders).toMatchObject(expected);
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER } from '../deadline/ladder.ts';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { send } from './send.testkit.ts';

async function opened() {
  const test = await openTestHeed();
  await addClearview(test);
  const secret = await test.key(['setup']);
  await test.call(secret, '/v1/brands', { id: 'harbor', name: 'Harbor', postal_address: '1 Main St' });
  const crm = { id: 'crm', name: 'CRM', kind: 'feed', brands: ['clearview', 'harbor'] };
  await test.call(secret, '/v1/senders', crm);
  const patch = (path: string, ladder: unknown) =>
    send(test, secret, { method: 'PATCH', path, body: { ladder } });
  return {
    ...test,
    brand: (ladder: unknown, id = 'clearview') => patch(`/v1/brands/${id}`, ladder),
    sender: (ladder: unknown) => patch('/v1/senders/crm', ladder),
    rename: () => send(test, secret, { method: 'PATCH', path: '/v1/senders/crm', body: { name: 'CRM 2' } }),
    known: async () => {
      const { body } = await test.call(secret, '/v1/senders');
      return body.senders;
    },
    audits: () =>
      test.heed.database.all(
        test.heed.database.build
          .selectFrom('audit')
          .select(['action', 'subject'])
          .where('action', 'like', '%.update'),
      ),
  };
}

describe('the ladder of a brand', () => {
  it('is the default, and what is changed of it is laid over, a little at a time', async () => {
    const { brand } = await opened();
    expect((await brand({ late_after_minutes: 30 })).body).toMatchObject({
      ladder: { late_after_minutes: 30 },
      effective_ladder: { ...DEFAULT_LADDER, late_after_minutes: 30 },
    });
    const { body } = await brand({ repeat_minutes: { held: 30 } });
    expect(body).toMatchObject({
      ladder: { late_after_minutes: 30, repeat_minutes: { held: 30 } },
      effective_ladder: {
        late_after_minutes: 30,
        repeat_minutes: { ...DEFAULT_LADDER.repeat_minutes, held: 30 },
      },
    });
    expect((await brand(null)).body).toMatchObject({ ladder: null, effective_ladder: DEFAULT_LADDER });
  });

  it.each([
    [{ late_after_minutes: 1_440 }, 'ladder.at_risk_after_minutes', 'At risk comes after late.'],
    [{ held_business_days_left: 3 }, 'ladder.held_business_days_left', 'The hold comes after critical'],
    [{ target_missed_after_minutes: 2_881 }, 'ladder.target_missed_after_minutes', ''],
    [{ held_business_days_left: 0 }, 'ladder.held_business_days_left', ''],
    [{ hold: 'never' }, 'ladder', 'hold'],
  ])(
    'is refused out of order or out of bounds, with where and by which rule: %j',
    async (given, path, rule) => {
      const { brand, audits } = await opened();
      expect(await brand(given)).toMatchObject({
        status: 400,
        body: { errors: [{ path, message: expect.stringContaining(rule) }] },
      });
      expect(await audits()).toEqual([]);
    },
  );

  it('is refused when it would be out of order under a sender that lays its own over it', async () => {
    const { brand, sender } = await opened();
    expect((await sender({ late_after_minutes: 600 })).status).toBe(200);
    expect(await brand({ at_risk_after_minutes: 600 })).toMatchObject({
      status: 400,
      body: {
        errors: [
          { path: 'ladder.at_risk_after_minutes', message: expect.stringContaining('the sender crm') },
        ],
      },
    });
    expect((await brand({ at_risk_after_minutes: 601 })).status).toBe(200);
  });
});

describe('the ladder of a sender', () => {
  it('is laid over that of each of its brands, and answered for each', async () => {
    const { brand, sender, known } = await opened();
    await brand({ held_business_days_left: 2 });
    expect((await sender({ late_after_minutes: 240 })).body).toMatchObject({
      ladder: { late_after_minutes: 240 },
      effective_ladders: {
        clearview: { late_after_minutes: 240, held_business_days_left: 2 },
        harbor: { late_after_minutes: 240, held_business_days_left: 1 },
      },
    });
    expect(await known()).toMatchObject([{ effective_ladders: { clearview: { late_after_minutes: 240 } } }]);
    expect((await sender(null)).body).toMatchObject({
      ladder: null,
      effective_ladders: { harbor: DEFAULT_LADDER },
    });
  });

  it('is refused when it would be out of order over one of its brands’', async () => {
    const { brand, sender, audits } = await opened();
    await brand({ at_risk_after_minutes: 60 }, 'harbor');
    expect(await sender({ late_after_minutes: 60 })).toMatchObject({
      status: 400,
      body: {
        errors: [
          {
            path: 'ladder.at_risk_after_minutes',
            message: expect.stringMatching(/after late\..*brand harbor/),
          },
        ],
      },
    });
    expect((await sender({ late_after_minutes: 59 })).status).toBe(200);
    expect(await audits()).toEqual([
      { action: 'brand.update', subject: 'harbor' },
      { action: 'sender.update', subject: 'crm' },
    ]);
  });

  it('stays as it is when something else is changed', async () => {
    const { sender, rename } = await opened();
    await sender({ late_after_minutes: 20 });
    const renamed = await rename();
    expect(renamed.body).toMatchObject({ name: 'CRM 2', ladder: { late_after_minutes: 20 } });
  });
});

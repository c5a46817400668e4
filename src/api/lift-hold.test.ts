import { describe, expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import { placeHold } from '../senders/hold.testkit.ts';

const WORD = { kind: 'hold_lifted', name: 'Grace Hopper', reason: 'The list was applied by hand on Friday.' };

/** Clearview with the held sender crm, and two opt-outs. */
async function opened() {
  const test = await openTestHeed();
  const { heed, call, key } = test;
  await addClearview(test);
  const setup = await key(['setup', 'decisions', 'check', 'links']);
  await call(setup, '/v1/senders', { id: 'crm', name: 'CRM', kind: 'feed', brands: ['clearview'] });
  const decisions = ['ada', 'bob'].map((name) => ({
    address: `${name}@example.com`,
    scope: 'clearview',
    channel: 'phone',
  }));
  await call(setup, '/v1/decisions', { decisions });
  const own = await key(['check', 'links'], 'crm');
  const { build } = heed.database;
  return {
    ...test,
    lift: (body: unknown = WORD, id = 'crm') => call(setup, `/v1/senders/${id}/attestations`, body),
    attestations: async () => (await call(setup, '/v1/senders/crm/attestations')).body.attestations,
    asked: async () => {
      const question = { topic: 'clearview/offers', address: 'cleo@example.com' };
      const order = { scope: 'clearview', addresses: ['cleo@example.com'] };
      return [
        (await call(own, '/v1/check', question)).body.held,
        (await call(own, '/v1/links', order)).status,
      ];
    },
    holds: () => heed.database.all(build.selectFrom('hold').select(['brand', 'reason', 'seq'])),
    state: async () => (await heed.database.all(build.selectFrom('propagation').selectAll()))[0],
    audits: () =>
      heed.database.all(build.selectFrom('audit').select('subject').where('action', '=', 'sender.lift_hold')),
  };
}

describe('a person’s word for a held sender', () => {
  it('opens the gate and the mint again, and moves no cursor', async () => {
    const { lift, asked, heed, state, holds } = await opened();
    await placeHold(heed.database, { seq: 2 });
    await placeHold(heed.database, { seq: 1, reason: 'backfill' });
    await placeHold(heed.database, { seq: 1, reason: 'brand', brand: 'clearview' });
    expect(await asked()).toEqual([expect.objectContaining({ reason: 'deadline' }), 409]);
    expect((await lift()).status).toBe(201);
    expect(await asked()).toEqual([undefined, 200]);
    expect(await holds()).toEqual([]);
    expect(await state()).toMatchObject({ attested_seq: 2, cursor_seq: 0 });
  });

  it('is kept with who, why, up to which entry and when, and audited', async () => {
    const { lift, heed, attestations, audits } = await opened();
    await placeHold(heed.database);
    const written = {
      id: expect.stringMatching(/^att_/),
      sender: 'crm',
      kind: 'hold_lifted',
      name: WORD.name,
      reason: WORD.reason,
      through_seq: 2,
      file_sha256: null,
      applied_at: null,
      actor: expect.stringMatching(/^key_/),
      at: new Date(heed.now()).toISOString(),
    };
    expect((await lift()).body).toEqual({ attestation: written, cursor: 2 });
    expect(await attestations()).toEqual([written]);
    expect(await audits()).toEqual([{ subject: 'crm' }]);
  });

  it('does not reach beyond the ledger’s head: a hold for an entry to come stays', async () => {
    const { lift, heed, holds, state } = await opened();
    await placeHold(heed.database, { seq: 3 });
    await placeHold(heed.database, { seq: 2, brand: 'clearview' });
    expect((await lift()).status).toBe(201);
    expect(await holds()).toEqual([{ brand: '*', reason: 'deadline', seq: 3 }]);
    expect(await state()).toMatchObject({ attested_seq: 2 });
    expect(await lift()).toMatchObject({ status: 409, body: { code: 'not_held' } });
  });

  it('never takes back what was attested before', async () => {
    const { lift, heed, state } = await opened();
    await placeHold(heed.database);
    await heed.database.commit([
      heed.database.build.updateTable('propagation').set({ attested_seq: 9 }).compile(),
    ]);
    await lift();
    expect(await state()).toMatchObject({ attested_seq: 9 });
  });

  it('is not taken in advance, nor for a sender that is not there, and then nothing is written', async () => {
    const { lift, attestations, audits, state } = await opened();
    expect(await lift()).toMatchObject({ status: 409, body: { code: 'not_held' } });
    expect(await lift(WORD, 'nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect([await attestations(), await audits()]).toEqual([[], []]);
    expect(await state()).toMatchObject({ attested_seq: 0 });
  });

  it.each([
    { ...WORD, name: ' ' },
    { ...WORD, reason: '' },
    { name: 'G H', reason: 'why not' },
    { ...WORD, seq: 4 },
  ])('wants a name and a reason: %j', async (body) => {
    const { lift, heed, holds } = await opened();
    await placeHold(heed.database);
    expect((await lift(body)).status).toBe(400);
    expect(await holds()).toHaveLength(1);
  });

  it('does not help a sender that nobody has looked at for twelve hours', async () => {
    const { lift, advance, asked } = await opened();
    advance(13 * 3_600_000);
    expect(await asked()).toEqual([expect.objectContaining({ reason: 'watch_stopped' }), 409]);
    expect(await lift()).toMatchObject({ body: { code: 'not_held' } });
  });
});

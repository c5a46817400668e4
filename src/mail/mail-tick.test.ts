import { describe, expect, it } from 'vitest';
import { LEASE_MILLIS } from './lease.ts';
import { createMail, KEPT_MILLIS } from './mail-tick.ts';
import { aLetter } from './testing/letters.ts';
import { HOUR, MINUTE, NOON, openPostOffice } from './testing/post-office.ts';

const away = () => ({ kind: 'retry', code: 'unreachable' }) as const;

describe('a letter in the outbox', () => {
  it('leaves at the next tick, under its own id, and nothing of what it said is kept', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter());
    expect(await office.tick()).toMatchObject({ sent: 1, waiting: 0 });
    expect(office.vendor.asked).toEqual([id]);
    expect(office.vendor.taken.get(id)).toMatchObject({ to: 'jane@example.com', writtenAt: NOON });
    expect(await office.row(id)).toMatchObject({ state: 'sent', letter_sealed: null, settled_at: NOON });
  });

  it('is the same letter when it is put there twice under one id', async () => {
    const office = await openPostOffice();
    expect(await office.post(aLetter('a@example.com'), { id: 'one' })).toEqual({
      kind: 'enqueued',
      id: 'one',
    });
    expect(await office.post(aLetter('b@example.com'), { id: 'one' })).toEqual({
      kind: 'already_there',
      id: 'one',
    });
    await office.tick();
    await office.post(aLetter('c@example.com'), { id: 'one' });
    await office.tick();
    expect(office.vendor.reached()).toEqual(['a@example.com']);
  });

  it('lies there without its address being readable', async () => {
    const office = await openPostOffice();
    await office.post(aLetter());
    expect(JSON.stringify(await office.rows())).not.toMatch(/jane|heed\.example/);
  });

  it('that the vendor will never take is tried no more, and says why', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter());
    office.vendor.answer(() => ({ kind: 'refused', code: 'validation_error' }));
    expect(await office.tick()).toMatchObject({ refused: 1 });
    office.advance(HOUR);
    await office.tick();
    expect(office.vendor.asked).toHaveLength(1);
    expect(await office.row(id)).toMatchObject({
      state: 'refused',
      last_code: 'validation_error',
      letter_sealed: null,
    });
  });

  it('to more than one address leaves to nobody', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter('jane@example.com, everyone@example.com'));
    await office.tick();
    expect(office.vendor.asked).toEqual([]);
    expect(await office.row(id)).toMatchObject({ state: 'refused', last_code: 'address_invalid' });
  });

  it('without expiry is tried for ever, at least once an hour', async () => {
    const office = await openPostOffice({ fraction: () => 0.999_999 });
    const { id } = await office.post(aLetter());
    office.vendor.answer(away);
    for (let hour = 0; hour < 100; hour++) {
      await office.tick();
      office.advance(HOUR);
    }
    expect(office.vendor.asked).toHaveLength(100);
    expect(await office.row(id)).toMatchObject({ state: 'waiting', attempt: 100, last_code: 'unreachable' });
    office.vendor.answer(() => ({ kind: 'sent' }));
    await office.tick();
    expect(office.vendor.reached()).toEqual(['jane@example.com']);
  });

  it('whose link is dead is not sent any more, nor kept', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter(), { expiresAt: NOON + 30 * MINUTE });
    office.vendor.answer(away);
    await office.tick();
    office.advance(30 * MINUTE);
    office.vendor.answer(() => ({ kind: 'sent' }));
    expect(await office.tick()).toMatchObject({ expired: 1, sent: 0 });
    expect(office.vendor.reached()).toEqual([]);
    expect(await office.row(id)).toMatchObject({ state: 'expired', letter_sealed: null });
  });

  it('that somebody waits for goes before those that can wait', async () => {
    const office = await openPostOffice();
    for (let number = 0; number < 60; number++) await office.post(aLetter(`p${number}@example.com`));
    office.advance(MINUTE);
    await office.post(aLetter(), { expiresAt: NOON + HOUR });
    await office.tick();
    expect(office.vendor.reached()[0]).toBe('jane@example.com');
    expect(office.vendor.reached()).toHaveLength(61);
  });
});

describe('a tick', () => {
  it('tries a few letters at a time, also when ticks overlap', async () => {
    const office = await openPostOffice();
    for (let number = 0; number < 20; number++) await office.post(aLetter(`p${number}@example.com`));
    let under = 0;
    let most = 0;
    office.vendor.answer(async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      return { kind: 'sent' };
    });
    await Promise.all([office.tick(), office.tick(), office.tick()]);
    expect(most).toBe(4);
    expect(office.vendor.taken.size).toBe(20);
    expect(office.vendor.asked).toHaveLength(20);
  });

  it('is not held up by a letter that takes long: the next one goes on beside it', async () => {
    const office = await openPostOffice();
    const slow = Promise.withResolvers<void>();
    office.vendor.answer(async ({ to }) => {
      if (to.startsWith('slow')) await slow.promise;
      return { kind: 'sent' };
    });
    await office.post(aLetter('slow@example.com'));
    const first = office.tick();
    await new Promise((resolve) => setImmediate(resolve));
    await office.post(aLetter());
    await office.tick();
    expect(office.vendor.reached()).toEqual(['jane@example.com']);
    slow.resolve();
    expect(await first).toMatchObject({ sent: 1 });
  });

  it('begins no other letter once it is asked to stop, and settles the one under way', async () => {
    const office = await openPostOffice();
    for (let number = 0; number < 9; number++) await office.post(aLetter(`p${number}@example.com`));
    const stopping = new AbortController();
    office.vendor.answer(() => {
      stopping.abort();
      return { kind: 'sent' };
    });
    const { sent } = await office.tick(stopping.signal);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThanOrEqual(4);
    const states = (await office.rows()).map(({ state }) => state);
    expect(states.filter((state) => state === 'sent')).toHaveLength(sent);
  });

  it('leaves a vendor alone that asks for quiet, and comes back when it may', async () => {
    const office = await openPostOffice();
    for (let number = 0; number < 9; number++) await office.post(aLetter(`p${number}@example.com`));
    office.vendor.answer(() => ({
      kind: 'retry',
      code: 'rate_limit_exceeded',
      afterMillis: 5_000,
      pausesAll: true,
    }));
    await office.tick();
    const asked = office.vendor.asked.length;
    expect(asked).toBeLessThanOrEqual(4);
    office.advance(4_999);
    await office.tick();
    expect(office.vendor.asked).toHaveLength(asked);
    office.vendor.answer(() => ({ kind: 'sent' }));
    office.advance(1);
    await office.tick();
    expect(office.vendor.taken.size).toBe(9);
  });

  it('of one letter leaves the others where they are', async () => {
    const office = await openPostOffice();
    await office.post(aLetter('bob@example.com'));
    const { id } = await office.post(aLetter());
    const tick = createMail(office.parts);
    expect(await tick({ millisMax: MINUTE, only: id })).toMatchObject({ sent: 1 });
    expect(office.vendor.reached()).toEqual(['jane@example.com']);
  });

  it('removes what was settled thirty days ago, and nothing that waits', async () => {
    const office = await openPostOffice();
    const { id: sent } = await office.post(aLetter());
    await office.tick();
    const { id: waiting } = await office.post(aLetter('bob@example.com'));
    office.vendor.answer(away);
    await office.tick();
    office.advance(KEPT_MILLIS);
    await office.tick();
    expect(await office.row(sent)).toMatchObject({ state: 'sent' });
    office.advance(HOUR);
    expect(await office.tick()).toMatchObject({ removed: 1 });
    expect((await office.rows()).map(({ id }) => id)).toEqual([waiting]);
  });

  it('says of each letter what became of it, and nothing of whom it is to', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter());
    await office.tick();
    expect(office.logged).toEqual([
      {
        event: 'mail.tried',
        fields: { mail: id, letter: 'manage_link', state: 'sent', attempt: 1, code: null },
      },
    ]);
  });
});

describe('a worker that was gone for longer than its lease', () => {
  it.each(['sent', 'retry'] as const)(
    'settles nothing any more, where the one that took over came to %s',
    async (kind) => {
      const office = await openPostOffice();
      const { id } = await office.post(aLetter());
      let overtaken = false;
      office.vendor.answer(async () => {
        if (overtaken) return { kind, code: 'away' };
        overtaken = true;
        office.advance(LEASE_MILLIS);
        await createMail(office.parts)({ millisMax: MINUTE });
        return { kind: 'refused', code: 'too_late' };
      });
      expect(await office.tick()).toMatchObject({ refused: 0 });
      const states = { sent: 'sent', retry: 'waiting' } as const;
      expect(await office.row(id)).toMatchObject({ state: states[kind], attempt: 2 });
      expect(office.logged.map(({ fields }) => fields?.['state'])).toEqual([states[kind], 'lost']);
    },
  );
});

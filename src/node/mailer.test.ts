import { describe, expect, it } from 'vitest';
import { openTestHeed } from '../heed.testkit.ts';
import type { OutgoingMail } from '../mail/mail.ts';
import { LETTERS } from '../mail/testing/letters.ts';
import type { Sleep } from '../propagation/wake.ts';
import { startMailer } from './mailer.ts';

/** Ends only when it is woken or stopped: no time passes. */
const forEver: Sleep = (millis, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted || millis < 1_000) return resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });

describe('the mailer', () => {
  it('sends a letter as soon as it is enqueued, without waiting for its next look', async () => {
    const sent = Promise.withResolvers<OutgoingMail>();
    const { heed } = await openTestHeed({
      sleep: forEver,
      sendMail: async (mail) => {
        sent.resolve(mail);
        return { kind: 'sent' };
      },
    });
    const mailer = startMailer(heed);
    await new Promise((resolve) => setImmediate(resolve));
    await heed.enqueue(LETTERS.admin_sign_in);
    expect(await sent.promise).toMatchObject({ to: LETTERS.admin_sign_in.to });
    await mailer.stop();
  });

  it('finds a letter that came with another commit when it is told of it', async () => {
    let rung = 0;
    const { heed } = await openTestHeed({ sleep: forEver, onEnqueued: () => rung++ });
    const waiting = heed.mailWake.wait(1_000);
    heed.enqueued();
    await waiting;
    expect(rung).toBe(1);
  });

  it('waits, when it is stopped, for the letter that is being handed over', async () => {
    const handing = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const { heed } = await openTestHeed({
      sleep: forEver,
      sendMail: async () => {
        handing.resolve();
        await taken.promise;
        return { kind: 'sent' };
      },
    });
    const { id } = await heed.enqueue(LETTERS.admin_sign_in);
    const mailer = startMailer(heed);
    await handing.promise;
    let stopped = false;
    const stopping = mailer.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    taken.resolve();
    await stopping;
    const row = heed.database.build.selectFrom('outbox').select('state').where('id', '=', id);
    expect(await heed.database.all(row)).toEqual([{ state: 'sent' }]);
  });

  it('goes on when the database is away, and says so', async () => {
    const { heed, logged } = await openTestHeed({ sleep: forEver });
    let ticks = 0;
    const twice = Promise.withResolvers<void>();
    const mailer = startMailer({
      ...heed,
      mail: () => {
        if (++ticks === 2) twice.resolve();
        return Promise.reject(new Error('jane@example.com'));
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    heed.mailWake.ring();
    await twice.promise;
    await mailer.stop();
    expect(logged.map((line) => JSON.parse(line))).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ event: 'mail.failed', code: 'Error' })),
    );
  });
});

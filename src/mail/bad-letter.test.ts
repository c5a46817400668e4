import { describe, expect, it } from 'vitest';
import { createMail } from './mail-tick.ts';
import { aLetter, LETTERS } from './testing/letters.ts';
import { aRing, HOUR, MINUTE, openPostOffice } from './testing/post-office.ts';

describe('one bad letter', () => {
  it('whose template fails waits for a better version and stops nobody', async () => {
    const office = await openPostOffice({
      compose: async ({ to, kind }) => {
        if (kind === 'admin_digest') throw new Error(`no template for ${to}`);
        return { to, subject: kind, html: '', text: '' };
      },
    });
    const { id } = await office.post(LETTERS.admin_digest);
    await office.post(aLetter());
    expect(await office.tick()).toMatchObject({ sent: 1, waiting: 1 });
    expect(await office.row(id)).toMatchObject({ state: 'waiting', last_code: 'compose_failed' });
    expect(JSON.stringify(office.logged)).not.toContain('@');
  });

  it('that makes the transport throw is tried again, and what was thrown is told nobody', async () => {
    const office = await openPostOffice();
    office.vendor.answer(({ to }) => {
      if (to.startsWith('jane')) throw new Error(`550 no such user ${to}`);
      return { kind: 'sent' };
    });
    const { id } = await office.post(aLetter());
    await office.post(aLetter('bob@example.com'));
    expect(await office.tick()).toMatchObject({ sent: 1, waiting: 1 });
    expect(await office.row(id)).toMatchObject({ state: 'waiting', last_code: 'send_failed' });
    expect(JSON.stringify(office.logged)).not.toContain('jane');
  });

  it('whose seal was damaged is set aside', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter());
    const { letter_sealed: sealed } = await office.row(id);
    await office.post(aLetter('bob@example.com'), { id: 'moved' });
    await office.database.commit([
      office.database.build
        .updateTable('outbox')
        .set({ letter_sealed: sealed })
        .where('id', '=', 'moved')
        .compile(),
    ]);
    expect(await office.tick()).toMatchObject({ sent: 1, unreadable: 1 });
    expect(await office.row('moved')).toMatchObject({ state: 'unreadable', last_code: 'seal_broken' });
    expect(office.vendor.reached()).toEqual(['jane@example.com']);
  });

  it('whose key is missing leaves once the key is back on the ring', async () => {
    const office = await openPostOffice();
    const { id } = await office.post(aLetter());
    const other = aRing(`k2:${Buffer.alloc(32, 8).toString('base64url')}`);
    const withoutKey = createMail({ ...office.parts, keyring: other });
    expect(await withoutKey({ millisMax: MINUTE })).toMatchObject({ waiting: 1 });
    expect(await office.row(id)).toMatchObject({ state: 'waiting', last_code: 'key_unknown' });
    office.advance(HOUR);
    expect(await office.tick()).toMatchObject({ sent: 1 });
  });

  it('of a kind that only a later version knows waits for that version', async () => {
    const office = await openPostOffice();
    // @ts-expect-error -- as a later version would write it
    const { id } = await office.post({ ...aLetter(), kind: 'greeting' });
    expect(await office.tick()).toMatchObject({ waiting: 1 });
    expect(await office.row(id)).toMatchObject({ last_code: 'letter_unknown' });
  });
});

describe('without a way for mails to leave', () => {
  it('letters are captured: kept to be read, and rendered by nobody', async () => {
    const office = await openPostOffice({
      sendMail: undefined,
      compose: () => Promise.reject(new Error('not asked')),
    });
    const { id } = await office.post(aLetter());
    expect(await office.tick()).toMatchObject({ captured: 1 });
    const row = await office.row(id);
    expect(row).toMatchObject({ state: 'captured', last_code: null });
    expect(row.letter_sealed).not.toBeNull();
  });
});

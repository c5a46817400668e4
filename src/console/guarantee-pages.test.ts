import { describe, expect, it } from 'vitest';
import { placeHold, watchRan } from '../senders/hold.testkit.ts';
import type { IncidentRow } from '../store/schema.ts';
import { anIncident, storeIncidents } from '../watch/guarantee-rows.testkit.ts';
import { openWithSender, signedInCookie, textOf } from './console.testkit.ts';

const WORD = { name: 'Grace Hopper', reason: 'The list was applied by hand.' };
const WHY = { name: 'Grace Hopper', explanation: 'The vendor changed its key, and we missed it.' };
const SENDER = '/console/senders/newsletter';

async function opened() {
  const test = await openWithSender();
  const { heed, app } = test;
  const cookie = await signedInCookie(test);
  await watchRan(heed.database, heed.now());
  const { build } = heed.database;
  return {
    ...test,
    store: (given: Partial<IncidentRow>) =>
      storeIncidents(heed.database, anIncident({ sender_id: 'newsletter', opened_at: heed.now(), ...given })),
    hold: () => placeHold(heed.database, { sender_id: 'newsletter', seq: 0, since: heed.now() }),
    get: async (path: string) => {
      const response = await app.request(path, { headers: { cookie } });
      return { status: response.status, text: textOf(await response.text()) };
    },
    send: async (
      path: string,
      form: Record<string, string>,
      headers: Record<string, string> = { cookie },
    ) => {
      const response = await app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(form).toString(),
      });
      const html = await response.text();
      return {
        status: response.status,
        location: response.headers.get('location'),
        html,
        text: textOf(html),
      };
    },
    holds: () => heed.database.all(build.selectFrom('hold').select('reason')),
    audits: () =>
      heed.database.all(
        build
          .selectFrom('audit')
          .select(['actor', 'action', 'subject'])
          .where('actor', '=', 'ada')
          .offset(1)
          .limit(9),
      ),
    cookie,
  };
}

describe('the first page', () => {
  it('says first who missed a deadline and who is held, why, since when and what ends it', async () => {
    const { get, store, hold } = await opened();
    expect((await get('/console')).text).not.toContain('Held.');
    await store({ kind: 'breached' });
    await hold();
    const { text } = await get('/console');
    expect(text).toContain(
      'opt-outs take\nNewsletter tool missed a legal deadline. Newsletter tool is held and may send no promotional mail. No opt-out yet.',
    );
    expect(text).toContain(
      'Newsletter tool\nHeld. Promotional mail is refused: an opt-out is about to fall due, and this sender has not acknowledged it. Since Nov 23, 10:00 AM. This ends when the sender has acknowledged the opt-out, or when a person answers for it.\nOpen incidents\nNewsletter tool missed a legal deadline',
    );
  });
});

describe('the pages of incidents', () => {
  it('tell the open ones first, then how long the others lasted, and lead to each', async () => {
    const { get, store, heed, advance } = await opened();
    expect((await get('/console/incidents')).text).toContain('Nothing has gone wrong so far.');
    const over = { recovered_at: heed.now() + 90_000, closed_at: heed.now() + 90_000 };
    await store({ id: 'inc_1', kind: 'late', ...over });
    advance(7_200_000);
    expect((await get('/console/incidents')).text).toContain(
      'Nothing is wrong just now.\nOver\nNewsletter tool is late',
    );
    await store({ id: 'inc_2', kind: 'mail_failing', sender_id: '', opened_at: heed.now() - 60_000 });
    const { text } = await get('/console/incidents');
    expect(text).toContain('One thing is wrong.\nOpen\nThe mails of this service do not leave\n');
    expect(text).toContain('It has lasted 1 min.');
    expect(text).toMatch(/Over\nNewsletter tool is late\n.*It lasted 1 min 30 s\./);
    expect((await get('/console/incidents?sender=newsletter')).text).not.toContain('The mails');
    expect((await get('/console/incidents/inc_2')).text).toContain('and admins hear of nothing by mail.');
    expect((await get('/console/incidents/nobody')).status).toBe(404);
  });

  it('take an explanation, in the name of whoever is signed in, and close with it', async () => {
    const { send, get, store, heed, audits } = await opened();
    await store({ kind: 'breached', recovered_at: heed.now() });
    const answer = await send('/console/incidents/inc_1', WHY);
    expect(answer).toMatchObject({ status: 303, location: '/console/incidents/inc_1' });
    const { text } = await get('/console/incidents/inc_1');
    expect(text).toContain(`Explained\n${WHY.explanation}\nBy Grace Hopper.`);
    expect(text).not.toContain('Why did it happen?');
    expect(await audits()).toEqual([{ actor: 'ada', action: 'incident.explain', subject: 'inc_1' }]);
    expect((await get('/console/incidents')).text).toContain('Nothing is wrong just now.');
  });

  it('give a form back with what was typed, and what is wrong beside each field', async () => {
    const { send, store, audits } = await opened();
    await store({ kind: 'breached' });
    const { status, html } = await send('/console/incidents/inc_1', { name: '', explanation: '<b>Hm' });
    expect(status).toBe(400);
    expect(html).toContain('<title>Error: Newsletter tool missed a legal deadline');
    expect(html).toContain('<a href="#name">Give the name of the person');
    expect(html).toMatch(/id="explanation"[^>]*aria-describedby="explanation-hint explanation-error"/);
    expect(html).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*>&lt;b&gt;Hm<\/textarea>/);
    expect(await audits()).toEqual([]);
    const tooLong = await send('/console/incidents/inc_1', { ...WHY, explanation: 'x'.repeat(70_000) });
    expect(tooLong.status).toBe(400);
  });

  it('say when somebody else was first, and what was not kept', async () => {
    const { send, get, store } = await opened();
    await store({ kind: 'breached' });
    await send('/console/incidents/inc_1', WHY);
    const late = await send('/console/incidents/inc_1', { ...WHY, explanation: 'I saw it otherwise.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('What you wrote was not kept.');
    expect(late.text).toContain('I saw it otherwise.');
    expect((await get('/console/incidents/inc_1')).text).toContain(`Explained\n${WHY.explanation}`);
    await store({ id: 'inc_2', kind: 'late' });
    expect((await send('/console/incidents/inc_2', WHY)).status).toBe(404);
  });
});

describe('the page of a sender', () => {
  it('says what holds it, and lifts it on a person’s word', async () => {
    const { send, get, hold, holds, audits } = await opened();
    expect((await get(SENDER)).text).toContain('What holds it\nNothing holds it.');
    await hold();
    expect((await get(SENDER)).text).toContain('What holds it\nHeld. Promotional mail is refused');
    const answer = await send(SENDER, WORD);
    expect(answer).toMatchObject({ status: 303, location: `${SENDER}?done=lifted` });
    const { text } = await get(`${SENDER}?done=lifted`);
    expect(text).toContain('The hold is lifted. What you said is kept below.');
    expect(text).toContain(
      'A hold was lifted, up to entry 0\nThe list was applied by hand.Grace Hopper, Nov 23',
    );
    expect(await holds()).toEqual([]);
    expect(await audits()).toEqual([{ actor: 'ada', action: 'sender.lift_hold', subject: 'newsletter' }]);
    expect(await send(SENDER, WORD)).toMatchObject({
      status: 409,
      text: expect.stringContaining('Nothing holds this sender any more.'),
    });
  });

  it('wants a name and a reason, and keeps what was typed', async () => {
    const { send, hold, holds } = await opened();
    await hold();
    const { status, html } = await send(SENDER, { name: 'Grace "G" Hopper', reason: '' });
    expect(status).toBe(400);
    expect(html).toContain('value="Grace &quot;G&quot; Hopper"');
    expect(html).toMatch(/<a href="#reason">Say why/);
    expect(await holds()).toHaveLength(1);
  });

  it('offers no form where a person’s word lifts nothing', async () => {
    const { get, advance, heed } = await opened();
    advance(11 * 3_600_000);
    expect((await get(SENDER)).text).not.toContain('Answer for this sender');
    const retired = heed.database.build.updateTable('sender').set({ retired_at: heed.now() });
    await heed.database.commit([retired.compile()]);
    heed.senders.forget();
    const { text } = await get(SENDER);
    expect(text).toContain('It was retired and mails nobody any more.');
    expect(text).not.toContain('Answer for this sender');
    expect((await get('/console/senders/nobody')).status).toBe(404);
  });
});

describe('the forms', () => {
  it.each([
    [SENDER, WORD],
    ['/console/incidents/inc_1', WHY],
  ])('at %s do nothing without a session, nor for another site', async (path, form) => {
    const { send, hold, holds, store, get, cookie } = await opened();
    await hold();
    await store({ kind: 'breached' });
    expect((await send(path, form, {})).status).toBe(401);
    expect((await send(path, form, { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(path, form, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await get(`${path}?${new URLSearchParams(form).toString()}`)).status).toBe(200);
    expect(await holds()).toHaveLength(1);
    expect((await get('/console/incidents/inc_1')).text).toContain('Why did it happen?');
  });
});

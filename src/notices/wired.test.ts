import { expect, it } from 'vitest';
import { addClearview, openTestHeed } from '../heed.testkit.ts';
import type { OutgoingMail } from '../mail/mail.ts';

const MINUTE = 60_000;
const ADMIN = 'ops@northlight.example';

it('a person who presses stop at a brand that acknowledges gets one mail, and the admins theirs of that day', async () => {
  const sent: OutgoingMail[] = [];
  const test = await openTestHeed({
    adminEmails: [ADMIN],
    sendMail: async (mail) => {
      sent.push(mail);
      return { kind: 'sent' };
    },
  });
  await addClearview(test);
  const setup = await test.key(['setup', 'links']);
  await test.app.request('/v1/brands/clearview', {
    method: 'PATCH',
    headers: { authorization: `Bearer ${setup}`, 'content-type': 'application/json' },
    body: JSON.stringify({ acknowledge_opt_outs: true }),
  });
  const links = { scope: 'clearview/offers', addresses: ['jane@example.com'] };
  const minted = JSON.stringify((await test.call(setup, '/v1/links', links)).body);
  const [, token] = /\/u\/([\w.-]+)/.exec(minted) ?? [];
  const stop = () => test.app.request(`/u/${token}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  expect((await stop()).status).toBe(200);
  expect((await stop()).status).toBe(200);

  const tick = async () => {
    await test.heed.acknowledge({ millisMax: MINUTE });
    await test.heed.mail({ millisMax: MINUTE });
  };
  await tick();
  expect(sent).toEqual([]);
  test.advance(15 * MINUTE);
  await tick();
  await tick();
  const [mail, ...others] = sent;
  expect(others).toEqual([]);
  expect(mail?.to).toBe('jane@example.com');
  expect(mail?.subject).toBe('You are unsubscribed: Clearview Magnifiers');
  expect(mail?.text).toContain('Offers');
  const [, receipt = ''] = /https:\/\/heed\.example(\/r\/[\w.-]+)/.exec(mail?.text ?? '') ?? [];
  expect((await test.app.request(receipt)).status).toBe(200);

  test.advance(24 * 60 * MINUTE);
  expect(await test.heed.digest(test.heed.now())).toBe(1);
  await test.heed.mail({ millisMax: MINUTE });
  expect(sent.at(-1)).toMatchObject({ to: ADMIN, subject: expect.stringContaining('1 recorded, 0 waiting') });
});

import { describe, expect, it } from 'vitest';
import { openWorld } from '../pages/world.ts';
import { entriesOf, lettersOf, said } from './what-stands.ts';

describe('the door without a link', () => {
  it('stops mail to an address nobody has heard of, at once, whatever its spelling', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    await stranger.press(await stranger.open('/b/clearview'), 'stop', {
      address: '  New.Person@Example.COM ',
    });
    expect(await entriesOf(world)).toMatchObject([
      { kind: 'opt_out', scope: 'clearview', channel: 'page', evidence: { page: 'door' } },
    ]);
    const check = await world.call(await world.key(['check']), '/v1/check', {
      topic: 'clearview/offers',
      address: 'new.person@example.com',
    });
    expect(check.body).toMatchObject({ results: [{ allowed: false, reason: 'opted_out' }] });
  });

  it('never rations opt-outs, however many come from one place or about one address', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    const door = await stranger.open('/b/clearview');
    for (let person = 0; person < 40; person++) {
      const answer = await stranger.press(door, 'stop', { address: `person${person}@example.com` });
      expect(answer.status).toBe(200);
    }
    expect(await said(world)).toHaveLength(40);
    for (let again = 0; again < 20; again++) {
      expect((await stranger.press(door, 'stop', { address: 'person1@example.com' })).status).toBe(200);
    }
  });

  it('answers a known, an unknown and a stopped address with the same status, headers and words', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    const door = await stranger.open('/b/clearview');
    await stranger.press(door, 'stop', { address: 'known@example.com' });
    world.advance(9 * 86_400_000);
    for (const button of ['stop', 'mail-link']) {
      const answers = [];
      for (const address of ['known@example.com', 'fresh@example.com']) {
        const { status, headers, html } = await stranger.press(door, button, { address });
        answers.push({ status, headers: [...headers], html: html.replaceAll(address, 'ADDRESS') });
      }
      expect(answers[0]).toEqual(answers[1]);
    }
  });

  it('mails a few links an hour to one address and a few more from one place, and says nothing of it', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    const door = await stranger.open('/b/clearview');
    for (let press = 0; press < 5; press++) {
      expect((await stranger.press(door, 'mail-link', { address: 'rosa@example.com' })).status).toBe(200);
    }
    expect(await lettersOf(world)).toHaveLength(3);
    for (let person = 0; person < 20; person++) {
      await stranger.press(door, 'mail-link', { address: `person${person}@example.com` });
    }
    expect(await lettersOf(world)).toHaveLength(10);
    expect(await said(world)).toEqual([]);
  });

  it('takes % and _ in an address as they are', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    const door = await stranger.open('/b/clearview');
    await stranger.press(door, 'stop', { address: '%@example.com' });
    await stranger.press(door, 'stop', { address: 'a_b@example.com' });
    const { body } = await world.call(await world.key(['check']), '/v1/check', {
      topic: 'clearview/offers',
      addresses: ['axb@example.com', 'anyone@example.com', 'a_b@example.com'],
    });
    expect(body.results).toMatchObject([{ allowed: true }, { allowed: true }, { allowed: false }]);
  });

  it('does nothing with a form of another website, and keeps what was typed for one more press', async () => {
    const world = await openWorld();
    const stranger = world.visitor();
    const typed = 'press=stop&address=rosa%40example.com&every-brand=yes';
    const answer = await stranger.send('/b/clearview', typed, { origin: 'https://elsewhere.example' });
    expect(answer.status).toBe(403);
    expect(await said(world)).toEqual([]);
    await stranger.press(answer, 'stop', { address: 'rosa@example.com' });
    expect(await said(world)).toEqual(['opt_out *']);
  });
});

import { describe, expect, it } from 'vitest';
import { listRequests } from '../../src/privacy/find-request.ts';
import type { RequestState } from '../../src/privacy/request.ts';
import { openWorld, type World } from '../pages/world.ts';
import { lettersOf, pathIn } from './what-stands.ts';

const DAY = 86_400_000;

async function requestsOf({ heed }: World, state: RequestState) {
  return (await listRequests(heed, { state, limit: 50 })).requests;
}

describe('a privacy request', () => {
  it('that was typed counts from then, and is the person’s own after a press in their inbox', async () => {
    const world = await openWorld();
    const rosa = world.visitor('es');
    const askedAt = world.heed.now();
    const door = await rosa.open('/b/clearview/privacy');
    await rosa.press(door, 'confirm', {
      kind: 'know',
      address: 'rosa@example.com',
      'look-back': '12_months',
    });
    const [letter = {}] = await lettersOf(world);
    expect(letter).toMatchObject({ kind: 'privacy_confirmation', request: 'know', language: 'es' });
    expect(await requestsOf(world, 'unconfirmed')).toMatchObject([
      { kind: 'know', lookBack: '12_months', receivedAt: askedAt, brand: 'clearview' },
    ]);

    world.advance(5 * DAY);
    const done = await rosa.press(await rosa.open(pathIn(letter)), 'confirm');
    expect(done.status).toBe(200);
    const [request] = await requestsOf(world, 'received');
    expect(request).toMatchObject({ receivedAt: askedAt, confirmedAt: askedAt + 5 * DAY });
    // 11 CCR 7021(b): 45 days from when it came in.
    expect((request?.dueAt ?? 0) - askedAt).toBeLessThanOrEqual(45 * DAY);
    expect(await lettersOf(world)).toMatchObject([{}, { kind: 'privacy_received', requestId: request?.id }]);
  });

  it('pressed again, in two tabs or by its mail twice, stays one request and one answer by mail', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const door = await rosa.open('/b/clearview/privacy');
    for (let press = 0; press < 3; press++) {
      await rosa.press(door, 'confirm', { kind: 'delete', address: 'rosa@example.com' });
    }
    const [letter = {}] = await lettersOf(world);
    for (let press = 0; press < 2; press++) await rosa.press(await rosa.open(pathIn(letter)), 'confirm');
    expect(await requestsOf(world, 'received')).toHaveLength(1);
    const kinds = (await lettersOf(world)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'privacy_received')).toHaveLength(1);
  });

  it('with a link that was just mailed asks for no address and needs no confirming', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const path = world.link('manage', 'clearview').replace('/p/', '/d/');
    const page = await rosa.open(path);
    expect(page.html).not.toContain('name="address"');
    const done = await rosa.press(page, 'confirm', { kind: 'delete' });
    const [request] = await requestsOf(world, 'received');
    expect(request).toMatchObject({ kind: 'delete', lookBack: null, evidence: { power: 'manage' } });
    expect(done.html).toContain(request?.id);
  });

  it('is told nothing apart for an address that is known: same page, same words, and it stops no mail', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    await rosa.press(await rosa.open('/b/clearview'), 'stop', { address: 'known@example.com' });
    const door = await rosa.open('/b/clearview/privacy');
    const pages = [];
    for (const address of ['known@example.com', 'fresh@example.com']) {
      const { status, html } = await rosa.press(door, 'confirm', { kind: 'know', address });
      pages.push({ status, html: html.replaceAll(address, 'ADDRESS') });
    }
    expect(pages[0]).toEqual(pages[1]);
  });

  it('lacks nothing that was typed when it comes back with mistakes, each named beside its field', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const back = await rosa.press(await rosa.open('/b/clearview/privacy'), 'confirm', {
      address: 'rosa@',
      'look-back': '12_months',
    });
    expect(back.status).toBe(400);
    expect(back.html).toMatch(/<title>Error: /);
    expect(back.html).toContain('href="#kind"');
    expect(back.html).toContain('href="#address"');
    expect(back.html).toContain('value="rosa@"');
    expect(back.html).toMatch(/id="look-back-year"[^>]* checked/);
    expect(await lettersOf(world)).toEqual([]);
  });

  it('of another website is not taken', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const typed = 'press=confirm&kind=delete&address=rosa%40example.com';
    expect((await rosa.send('/b/clearview/privacy', typed, foreign)).status).toBe(403);
    expect(await requestsOf(world, 'unconfirmed')).toEqual([]);
  });
});

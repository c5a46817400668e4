import { describe, expect, it } from 'vitest';
import { buttonsOn } from '../forms/visitor.ts';
import { openWorld } from '../pages/world.ts';
import { entriesOf, lettersOf, pathIn, said } from './what-stands.ts';

const DAY = 86_400_000;

describe('an unsubscribe link', () => {
  it('stops mail and shows no topics, whatever is pressed with it', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const ask = await rosa.open(world.link('unsub'));
    const done = await rosa.press(ask, 'stop');
    for (const page of [ask, done]) expect(page.html).not.toContain('name="topic"');
    const saved = await rosa.send(
      ask.path,
      'press=save&shown=clearview%2Foffers%3Doff&topic=clearview%2Foffers',
    );
    expect(saved.status).toBe(200);
    expect(await said(world)).toEqual(['opt_out clearview/offers']);
  });

  it('opens no page that another power is for', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const token = world.link('unsub').split('/').at(-1) ?? '';
    for (const door of ['p', 'r', 'c', 'd']) expect((await rosa.open(`/${door}/${token}`)).status).toBe(404);
  });

  it('stops the brand and every brand by buttons of their own, each said in the ledger', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const done = await rosa.press(await rosa.open(world.link('unsub')), 'stop');
    const more = await rosa.press(done, 'stop-brand');
    expect(buttonsOn(more)).not.toContain('stop-brand');
    const everything = await rosa.press(more, 'stop-all');
    expect(buttonsOn(everything)).not.toContain('stop-all');
    expect(await said(world)).toEqual(['opt_out clearview/offers', 'opt_out clearview', 'opt_out *']);
  });

  it('offers nothing wider where there is one brand', async () => {
    const world = await openWorld({ brands: 1 });
    const rosa = world.visitor();
    const done = await rosa.press(await rosa.open(world.link('unsub', 'clearview')), 'stop');
    expect(buttonsOn(done)).not.toContain('stop-all');
  });

  it('is taken from anywhere: a form of another website stops mail, and can take nothing back', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const done = await rosa.send(world.link('unsub'), 'press=stop', foreign);
    expect(done.status).toBe(200);
    const [undo = ''] = /\/u\/[\w.-]+(?=")/.exec(done.html) ?? [];
    expect((await rosa.send(undo, 'press=undo', foreign)).status).toBe(403);
    expect((await rosa.send(undo, 'press=pause&days=30', foreign)).status).toBe(403);
    expect(await said(world)).toEqual(['opt_out clearview/offers']);
  });

  it('is paused instead for as many days as were pressed, with the opt-out taken back in the same commit', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const done = await rosa.press(await rosa.open(world.link('unsub', 'clearview')), 'stop');
    const paused = await rosa.press(done, '60');
    expect(paused.status).toBe(200);
    const [, undo, pause] = await entriesOf(world);
    expect([undo?.kind, pause?.kind]).toEqual(['undo', 'pause']);
    const days = ((pause?.until_at ?? 0) - world.heed.now()) / DAY;
    expect(days).toBeGreaterThan(59);
    expect(days).toBeLessThanOrEqual(60);
  });

  it('is not paused when something newer was said since', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const done = await rosa.press(await rosa.open(world.link('unsub', 'clearview')), 'stop');
    await rosa.press(done, 'undo');
    await rosa.press(await rosa.open(world.link('unsub', 'clearview')), 'stop');
    const before = await said(world);
    expect((await rosa.press(done, '30')).html).toContain('Nothing to undo any more');
    expect(await said(world)).toEqual(before);
  });

  it('mails a link to all choices without asking for the address, a few times an hour', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const done = await rosa.press(await rosa.open(world.link('unsub')), 'stop');
    const answers = [];
    for (let press = 0; press < 5; press++) answers.push(await rosa.press(done, 'mail-link'));
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    const letters = await lettersOf(world);
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual(
      Array.from({ length: 3 }, () => ['manage_link', 'Rosa.Delgado@example.com']),
    );
    const [letter = {}] = letters;
    expect((await rosa.open(pathIn(letter))).html).toContain('name="topic"');
    world.advance(3_600_000);
    await rosa.press(done, 'mail-link');
    expect(await lettersOf(world)).toHaveLength(4);
  });
});

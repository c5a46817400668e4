import { describe, expect, it } from 'vitest';
import { PREFS_DAYS } from '../../src/links/ages.ts';
import { openWorld } from '../pages/world.ts';
import { entriesOf, lettersOf, pathIn, said } from './what-stands.ts';

const DAY = 86_400_000;

describe('a preference link', () => {
  it('records an opt-in with the words that were read, the page and the link that proved it', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    await rosa.press(await rosa.open(world.link('unsub')), 'stop');
    await rosa.press(await rosa.open(world.link('prefs', 'clearview')), 'save', {
      topic: ['clearview/offers', 'clearview/living-well'],
    });
    const optIn = (await entriesOf(world)).at(-1);
    expect(optIn).toMatchObject({ kind: 'opt_in', scope: 'clearview/offers', channel: 'page' });
    expect(optIn?.evidence).toMatchObject({
      power: 'prefs',
      page: 'preferences',
      language: 'en',
      wording: expect.stringContaining(
        'Tick what Clearview Magnifiers may send you. / Offers and new magnifiers',
      ),
      wording_version: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });

  it('changes its own brand and no other, whatever the form claims', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const body =
      'press=save&shown=harbor%2Fcourses%3Don&shown=clearview%2Foffers%3Don&topic=clearview%2Foffers';
    const own = { 'sec-fetch-site': 'same-origin' };
    await rosa.send(world.link('prefs', 'clearview'), body, own);
    expect(await said(world)).toEqual([]);
    await rosa.send(world.link('manage', 'clearview'), body, own);
    expect(await said(world)).toEqual(['opt_out harbor/courses']);
  });

  it('starts nothing when another website sends the form, and stops mail all the same', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const path = world.link('prefs', 'clearview');
    expect((await rosa.send(path, 'press=save&shown=clearview%2Foffers%3Doff', foreign)).status).toBe(403);
    expect((await rosa.send(path, 'press=stop-brand', foreign)).status).toBe(200);
    expect(await said(world)).toEqual(['opt_out clearview']);
  });

  it('that is old shows no choices and starts nothing, and still stops mail', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const path = world.link('prefs', 'clearview');
    const fresh = await rosa.open(path);
    await rosa.press(await rosa.open(world.link('unsub')), 'stop');
    world.advance((PREFS_DAYS + 1) * DAY);
    const old = await rosa.open(path);
    expect(old.html).not.toContain('name="topic"');
    await rosa.press(fresh, 'save', { topic: ['clearview/offers', 'clearview/living-well'] });
    expect(await said(world)).toEqual(['opt_out clearview/offers']);
    await rosa.press(old, 'stop');
    expect(await said(world)).toEqual(['opt_out clearview/offers', 'opt_out clearview']);
  });

  it('of a brand that asks twice starts nothing before the press in a mail, and then from when it was asked for', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    await rosa.press(await rosa.open(world.link('unsub', 'soundpage/new-titles')), 'stop');
    const page = await rosa.open(world.link('prefs', 'soundpage'));
    await rosa.press(page, 'save', { topic: ['soundpage/new-titles', 'soundpage/book-club'] });
    expect(await said(world)).toEqual(['opt_out soundpage/new-titles']);
    const [letter = {}] = await lettersOf(world);
    expect(letter).toMatchObject({ kind: 'opt_in_confirmation', topics: ['New titles and voices'] });

    world.advance(3 * DAY);
    await rosa.press(await rosa.open(pathIn(letter)), 'confirm');
    expect(await said(world)).toEqual(['opt_out soundpage/new-titles', 'opt_in soundpage/new-titles']);
    expect((await entriesOf(world)).at(-1)?.evidence).toMatchObject({ power: 'optin', page: 'confirm' });
  });

  it('keeps what was said last: a confirmation of before an opt-out lifts nothing', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const stop = async () => rosa.press(await rosa.open(world.link('unsub', 'soundpage')), 'stop');
    await stop();
    world.advance(60_000);
    const page = await rosa.open(world.link('prefs', 'soundpage'));
    await rosa.press(page, 'save', { topic: ['soundpage/new-titles'] });
    const [letter = {}] = await lettersOf(world);
    world.advance(60_000);
    await rosa.press(await rosa.open(world.link('unsub', 'soundpage/new-titles')), 'stop');
    const before = await said(world);
    const answer = await rosa.press(await rosa.open(pathIn(letter)), 'confirm');
    expect(answer.html).toContain('Nothing was changed');
    expect(await said(world)).toEqual(before);
  });

  it('ends a pause at once, and is then open again to everything that was not stopped', async () => {
    const world = await openWorld();
    const rosa = world.visitor();
    const path = world.link('prefs', 'clearview');
    await rosa.press(await rosa.open(path), 'save', { pause: '90' });
    const paused = await rosa.open(path);
    expect(paused.html).toContain('Keep the pause until');
    await rosa.press(paused, 'save', { pause: 'end' });
    expect((await rosa.open(path)).html).not.toContain('Keep the pause');
    expect(await said(world)).toEqual(['pause clearview', 'pause clearview']);
  });
});

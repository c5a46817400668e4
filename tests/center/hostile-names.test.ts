import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/words/language.ts';
import type { Shown } from '../forms/visitor.ts';
import { openWorld, type World } from '../pages/world.ts';

// Markup, quotes, an entity and a script, as an admin, or somebody with an admin's key, could write it.
const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&amp;`;

async function hostileWorld(): Promise<World> {
  const world = await openWorld({ parts: { groupName: HOSTILE } });
  const { build } = world.heed.database;
  await world.change(
    build.updateTable('brand').set({ name: HOSTILE, postal_address: HOSTILE }),
    build.updateTable('topic').set({ name: HOSTILE, description: HOSTILE }),
    build.updateTable('sender').set({ public_name: HOSTILE }),
  );
  return world;
}

async function everyKindOfPage(world: World, language: (typeof LANGUAGES)[number]): Promise<Shown[]> {
  const rosa = world.visitor(language);
  const done = await rosa.press(await rosa.open(world.link('unsub')), 'stop');
  const [receipt = ''] = /\/r\/[\w.-]+/.exec(done.html) ?? [];
  const preferences = await rosa.open(world.link('manage', 'clearview'));
  const door = await rosa.open('/b/clearview');
  return [
    await rosa.open(world.link('unsub')),
    done,
    await rosa.open(receipt),
    preferences,
    await rosa.press(preferences, 'save', { topic: [] }),
    door,
    await rosa.press(door, 'stop', { address: '"<script>alert(3)</script>"@example.com' }),
    await rosa.press(door, 'stop', { address: HOSTILE }),
    await rosa.open('/b'),
    await rosa.open('/b/clearview/privacy'),
    await rosa.open(world.link('optin', 'soundpage', { topics: ['soundpage/new-titles'] })),
    await rosa.open('/u/<script>'),
    await rosa.open('/nowhere?lang=<script>'),
  ];
}

describe('a name full of markup', () => {
  it.each(LANGUAGES)('is text on every page, in %s', async (language) => {
    const world = await hostileWorld();
    for (const { html, path } of await everyKindOfPage(world, language)) {
      // With the attributes' values taken away, no tag has anything of a name left in it: no quote got through.
      const tags = html.replaceAll(/="[^"]*"/g, '').match(/<[^>]*>/g) ?? [];
      const hostile = tags.filter((tag) => /alert|onerror|<script|<img src=x/i.test(tag));
      expect({ path, hostile }).toEqual({ path, hostile: [] });
      expect(html.includes('<script')).toBe(false);
    }
  });
});

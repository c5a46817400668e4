import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pages as words } from '../../src/words/en/pages.ts';
import { type Ground, journeys, oddities, walk } from '../forms/journeys.ts';
import { aPerson } from '../forms/person.ts';
import { type Cookies, createVisitor, type Visitor } from '../forms/visitor.ts';
import { jsonOf } from './api-client.ts';
import { beginStory, mint, pullAll, type Story } from './story.ts';
import { targets } from './targets/all.ts';
import { reach, SETTINGS } from './targets/target.ts';
import { keyringOf } from './tokens.ts';
import { until } from './until.ts';

describe.each(targets)('$name:', { timeout: 120_000 }, (kind) => {
  let story: Story;
  beforeAll(async () => {
    story = await beginStory(kind);
    await enlarge(story);
  });
  afterAll(() => story?.close());

  it.each(Object.keys(oddities))('%s', async (name) => {
    await expect(walk(oddities, name, groundOf(story))).resolves.toBeUndefined();
  });

  it.each(Object.keys(journeys))('somebody %s', async (name) => {
    await expect(walk(journeys, name, groundOf(story))).resolves.toBeUndefined();
  });
});

/** One topic more, and a brand more. */
async function enlarge({ api }: Story): Promise<void> {
  const tips = { brand: 'clearview', id: 'tips', name: 'Tips', kind: 'promotional' };
  jsonOf(await api.post('/v1/topics', tips), 201);
  const harbor = { id: 'harbor', name: 'Harbor Training', postal_address: '8 Tidewater Row, Bellingham, WA' };
  jsonOf(await api.post('/v1/brands', harbor), 201);
  const courses = { brand: 'harbor', id: 'courses', name: 'Course calendar', kind: 'promotional' };
  jsonOf(await api.post('/v1/topics', courses), 201);
}

// Nobody walks twice.
let people = 0;

function groundOf(story: Story): Ground {
  const { target } = story;
  const { database } = target;
  const cookies: Cookies = new Map();
  const visitor = (own: Cookies): Visitor =>
    createVisitor((path, request) => fetch(reach(target, path), { ...request, redirect: 'manual' }), {
      origin: SETTINGS.HEED_BASE_URL,
      cookies: own,
    });
  return {
    tab: async () => visitor(cookies),
    browser: async () => visitor(new Map()),
    async person() {
      people += 1;
      const address = `rosa-${people}@example.com`;
      const [links] = await mint(story, [address], 'clearview/offers');
      if (links === undefined) throw new Error('no link was minted');
      return aPerson({ address, links, keyring: keyringOf(), database, now: Date.now() });
    },
    async removeTopic(topic) {
      const { build } = database;
      const removal = build.deleteFrom('topic').where('brand_id', '=', 'clearview').where('id', '=', topic);
      await database.commit([removal.compile()]);
      const [links] = await mint(story, ['somebody@example.com'], 'clearview');
      // A process keeps what it has read of the brands for some seconds.
      await until('the topic to be gone', async () => {
        const { html } = await visitor(new Map()).open(new URL(links?.preferences_url ?? '').pathname);
        return html.includes(`clearview/${topic}`) ? undefined : true;
      });
    },
    now: Date.now,
    told: (look) =>
      until('every sender to be told', async () => {
        await target.tick();
        const { next } = await pullAll(story, 0);
        await story.feed.post('/v1/acks', { seq: next });
        const page = await look();
        return page.html.includes(words.receipt.all) ? page : undefined;
      }),
  };
}

import { expect } from 'vitest';
import { readKeySet } from '../../src/consent/key-set.ts';
import { verifyReceipt } from '../../src/consent/receipt-jws.ts';
import { pages as words } from '../../src/words/en/pages.ts';
import { buttonsOn, linkOn, type Shown, titleOn, type Visitor } from './visitor.ts';

/** Somebody who gets mail of Clearview, and whatever links they hold. */
export interface Person {
  readonly address: string;
  /** The paths of their links: one topic's, and the brand's choices. */
  readonly unsubscribe: string;
  readonly preferences: string;
  /** Mailed a moment ago, and mailed too long ago. */
  readonly manage: string;
  readonly lapsed: string;
  /** What the ledger holds of them, in order, as `opt_out clearview/offers`. */
  said(): Promise<string[]>;
}

/**
 * Where journeys are walked: a service with the brands `clearview` (promotional topics `offers` and `tips`, a service
 * topic `account`) and `harbor`, and senders of Clearview that are told. However it is reached.
 */
export interface Ground {
  /** A new tab of one person's browser; a ground is for one of them. */
  tab(): Promise<Visitor>;
  /** A browser of somebody else. */
  browser(): Promise<Visitor>;
  person(): Promise<Person>;
  /** Removes a topic of Clearview; resolves once the service knows. Nobody adds it again. */
  removeTopic(topic: string): Promise<void>;
  /** What the service's clock says, epoch ms. */
  now(): number;
  /** Resolves once every sender was told of what this page is the receipt of. */
  told(look: () => Promise<Shown>): Promise<Shown>;
}

export type Journey = (ground: Ground) => Promise<void>;

/** Walks a journey of a list. */
export async function walk(
  list: Readonly<Record<string, Journey>>,
  name: string,
  ground: Ground,
): Promise<void> {
  const journey = list[name];
  if (journey === undefined) throw new Error(`there is no journey called ${name}`);
  await journey(ground);
}

const OFFERS = 'clearview/offers';
const TIPS = 'clearview/tips';

/** What people do on these pages, as sentences. Each is walked on every kind of service and in a browser. */
export const journeys: Readonly<Record<string, Journey>> = {
  async 'unsubscribes in two presses from a mail'(ground) {
    const [tab, rosa] = await at(ground);
    const asked = await tab.open(rosa.unsubscribe); // the first press: the link in the mail
    expect(buttonsOn(asked)).toEqual(['stop']);
    expect(await rosa.said()).toEqual([]);
    const done = await tab.press(asked, 'stop');
    expect(titleOn(done)).toContain(words.done.title);
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`]);
  },

  async 'undoes it'(ground) {
    const [tab, rosa] = await at(ground);
    const done = await tab.press(await tab.open(rosa.unsubscribe), 'stop');
    expect(titleOn(await tab.press(done, 'undo'))).toContain(words.undone.title);
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`, `undo ${OFFERS}`]);
  },

  async 'stops all of the brand, then of every brand'(ground) {
    const [tab, rosa] = await at(ground);
    const done = await tab.press(await tab.open(rosa.unsubscribe), 'stop');
    const brand = await tab.press(done, 'stop-brand');
    expect(buttonsOn(brand)).not.toContain('stop-brand');
    const everything = await tab.press(brand, 'stop-all');
    expect(buttonsOn(everything)).not.toContain('stop-all');
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`, 'opt_out clearview', 'opt_out *']);
  },

  async 'takes a break instead, after everything has stopped'(ground) {
    const [tab, rosa] = await at(ground);
    const asked = await tab.open(rosa.unsubscribe);
    expect(buttonsOn(asked)).not.toContain('30');
    await tab.press(await tab.press(asked, 'stop'), '30');
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`, `undo ${OFFERS}`, `pause ${OFFERS}`]);
  },

  async 'stops one topic, starts it again, and pauses until a date'(ground) {
    const [tab, rosa] = await at(ground);
    const fresh = await tab.open(rosa.preferences);
    const saved = await tab.press(fresh, 'save', { topic: [OFFERS] });
    expect(titleOn(saved)).toContain(words.saved.title);
    await tab.press(await tab.open(linkOn(saved, '/p/')), 'save', { topic: [OFFERS, TIPS] });
    await tab.press(await tab.open(rosa.preferences), 'save', {
      pause: 'date',
      'pause-until': inDays(ground, 40),
    });
    expect(await rosa.said()).toEqual([`opt_out ${TIPS}`, `opt_in ${TIPS}`, 'pause clearview']);
  },

  async 'with a wrong date keeps what was chosen, and saves the stops all the same'(ground) {
    const [tab, rosa] = await at(ground);
    const typed = { topic: [TIPS], pause: 'date', 'pause-until': '2020-02-29' };
    const back = await tab.press(await tab.open(rosa.preferences), 'save', typed);
    expect(back.status).toBe(400);
    expect(titleOn(back)).toMatch(/^Error: /);
    // The mistake leads to its field, and the field holds what was typed.
    const field = /id="([^"]+)"[^>]*name="pause-until"[^>]*/.exec(back.html);
    expect(field?.[0]).toContain('value="2020-02-29"');
    expect(linkOn(back, '#')).toBe(`#${field?.[1]}`);
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`]);
    await tab.press(back, 'save', { 'pause-until': inDays(ground, 3) });
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`, 'pause clearview']);
  },

  async 'without a link stops mail to an address nobody has heard of'(ground) {
    const [tab, rosa] = await at(ground);
    const done = await tab.press(await tab.open('/b/clearview'), 'stop', { address: rosa.address });
    expect(done.status).toBe(200);
    expect(done.html).toContain(rosa.address);
    expect(await rosa.said()).toEqual(['opt_out clearview']);
  },

  async 'stops mail by a link that is too old to choose with'(ground) {
    const [tab, rosa] = await at(ground);
    const dead = await tab.open(rosa.lapsed);
    expect(dead.status).toBe(404);
    await tab.press(dead, 'stop', { address: rosa.address });
    expect(await rosa.said()).toEqual(['opt_out clearview']);
  },

  async 'stops mail by a link that was damaged on its way'(ground) {
    const [tab, rosa] = await at(ground);
    const dead = await tab.open(rosa.unsubscribe.slice(0, -7));
    expect(dead.status).toBe(404);
    await tab.press(dead, 'stop', { address: rosa.address });
    expect(await rosa.said()).toEqual(['opt_out clearview']);
  },

  async 'in two tabs: what was stopped in one is not started by the other, which is older'(ground) {
    const [tab, rosa] = await at(ground);
    const other = await ground.tab();
    const stale = await other.open(rosa.preferences);
    await tab.press(await tab.open(rosa.preferences), 'save', { topic: [OFFERS] });
    await other.press(stale, 'save');
    expect(await rosa.said()).toEqual([`opt_out ${TIPS}`]);
  },

  async 'goes back and presses again, and nothing changes'(ground) {
    const [tab, rosa] = await at(ground);
    await tab.press(await tab.open(rosa.unsubscribe), 'stop');
    const once = await rosa.said();
    const again = await tab.press(await tab.back(), 'stop');
    expect(titleOn(again)).toContain(words.done.already);
    expect(await rosa.said()).toEqual(once);
  },

  async 'saves the same choices twice, and the second time nothing has to change'(ground) {
    const [tab, rosa] = await at(ground);
    const page = await tab.open(rosa.preferences);
    await tab.press(page, 'save', { topic: [OFFERS] });
    const again = await tab.press(await tab.back(), 'save', { topic: [OFFERS] });
    expect(titleOn(again)).toContain(words.saved.nothing);
    expect(await rosa.said()).toEqual([`opt_out ${TIPS}`]);
  },

  async 'presses stop with nothing typed, is told so, and can go on'(ground) {
    const [tab, rosa] = await at(ground);
    const back = await tab.press(await tab.open('/b/clearview'), 'stop', { address: '' });
    expect(back.status).toBe(400);
    expect(linkOn(back, '#')).toBe('#address');
    const wrong = await tab.press(back, 'stop', { address: 'rosa at example.com', 'every-brand': ['yes'] });
    expect(wrong.html).toMatch(/value="rosa at example.com"/);
    await tab.press(wrong, 'stop', { address: rosa.address });
    expect(await rosa.said()).toEqual(['opt_out *']);
  },

  async 'asks for a language there is not, gets one there is, and chooses another that stays'(ground) {
    const [tab] = await at(ground);
    expect((await tab.open('/b/clearview?lang=tlh')).html).toContain('<html lang="en"');
    await tab.open(`/b/clearview${linkOn(await tab.open('/b/clearview'), '?lang=de')}`);
    const other = await ground.tab();
    expect((await other.open('/b/harbor')).html).toContain('<html lang="de"');
    const stranger = await ground.browser();
    expect((await stranger.open('/b/harbor')).html).toContain('<html lang="en"');
  },

  async 'sees every system being told, and keeps a proof that anybody can check'(ground) {
    const [tab, rosa] = await at(ground);
    const receipt = linkOn(await tab.press(await tab.open(rosa.unsubscribe), 'stop'), '/r/');
    const page = await ground.told(() => tab.open(receipt));
    const file = await (await ground.browser()).open(linkOn(page, `${receipt}/`));
    const keys = readKeySet((await (await ground.browser()).open('/.well-known/jwks.json')).html);
    expect(await verifyReceipt(file.html.trim(), keys ?? [])).toMatchObject({ kind: 'verified' });
  },

  async 'opens everything by a link just mailed, and changes another brand there'(ground) {
    const [tab, rosa] = await at(ground);
    await tab.press(await tab.open(rosa.manage), 'save', { topic: [OFFERS, TIPS] });
    expect(await rosa.said()).toEqual(['opt_out harbor']);
  },

  // The last one: the topic stays away.
  async 'ticks a topic that was deleted meanwhile, and nothing else is lost'(ground) {
    const [tab, rosa] = await at(ground);
    await tab.press(await tab.open(rosa.preferences), 'save', { topic: [OFFERS] });
    const stale = await tab.open(rosa.preferences);
    await ground.removeTopic('tips');
    const saved = await tab.press(stale, 'save', { topic: [TIPS] });
    expect(saved.status).toBe(200);
    expect(await rosa.said()).toEqual([`opt_out ${TIPS}`, `opt_out ${OFFERS}`]);
  },
};

/** What only a program sends: what no browser does with our pages. */
export const oddities: Readonly<Record<string, Journey>> = {
  async 'a form that is larger than any of ours is answered with a page, and does nothing'(ground) {
    const [tab, rosa] = await at(ground);
    for (const path of [rosa.unsubscribe, rosa.preferences, '/b/clearview', '/b/clearview/privacy']) {
      const answer = await tab.send(path, `press=stop&address=${'x'.repeat(20_000)}`);
      expect.soft(answer.status, path).toBe(413);
      expect(answer.html).toContain(words.tooLarge.title);
    }
    expect(await rosa.said()).toEqual([]);
  },

  async 'an empty form stops mail by its link, and nothing without one'(ground) {
    const [tab, rosa] = await at(ground);
    expect((await tab.send('/b/clearview', '')).status).toBe(400);
    expect((await tab.send('/b/clearview/privacy', '')).status).toBe(400);
    expect((await tab.send(rosa.unsubscribe, '')).status).toBe(200);
    expect(await rosa.said()).toEqual([`opt_out ${OFFERS}`]);
  },

  async 'a form another website sends stops mail by a link, and starts none'(ground) {
    const [tab, rosa] = await at(ground);
    const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    await tab.send(rosa.preferences, 'press=stop', foreign);
    expect(await rosa.said()).toEqual(['opt_out clearview']);
    const start = new URLSearchParams({ press: 'save', shown: `${OFFERS}=off`, topic: OFFERS });
    expect((await tab.send(rosa.preferences, start.toString(), foreign)).status).toBe(403);
    expect(await rosa.said()).toEqual(['opt_out clearview']);
  },

  async 'a brand that does not exist has no door, and the page for that leads to those there are'(ground) {
    const [tab] = await at(ground);
    const page = await tab.open('/b/lenscraft');
    expect(page.status).toBe(404);
    expect((await tab.open(linkOn(page, '/b'))).html).toContain('/b/clearview');
  },
};

async function at(ground: Ground): Promise<[Visitor, Person]> {
  return [await ground.tab(), await ground.person()];
}

/** A day from today, as a date field sends it. */
function inDays(ground: Ground, days: number): string {
  return new Date(ground.now() + days * 86_400_000).toISOString().slice(0, 10);
}

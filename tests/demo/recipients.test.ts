import { describe, expect, it } from 'vitest';
import { BRANDS, stoppedBy, TOPICS } from '../../demo/group.ts';
import { chooseAsking, readRecipients } from '../../demo/recipients.ts';
import { normaliseAddress } from '../../src/consent/address.ts';

const recipients = readRecipients();
const addresses = recipients.map(({ address }) => address);

describe('the recipients that ship with the demo', () => {
  it('are 1,000 people with an address each', () => {
    const normalised = addresses.map((address) => normaliseAddress(address));
    const distinct = new Set(normalised.map((one) => (one.kind === 'address' ? one.address : '')));
    expect(distinct.has('')).toBe(false);
    expect(distinct.size).toBe(1_000);
  });

  it('live at domains that are reserved for examples', () => {
    const elsewhere = addresses.filter(
      (address) => !/@(?:example\.(?:com|net|org)|[^@.]+\.example)$/i.test(address),
    );
    expect(elsewhere).toEqual([]);
  });

  it('have capitals, plus tags and international domains among them', () => {
    expect(addresses.filter((address) => /[A-Z].*@/.test(address)).length).toBeGreaterThan(10);
    expect(addresses.filter((address) => /\+.*@/.test(address)).length).toBeGreaterThan(10);
    expect(addresses.filter((address) => /@[^@]*[^\x00-\x7f]/.test(address)).length).toBeGreaterThan(10);
  });

  it('say stop in the same choice each time, in three ways and at all three brands', () => {
    const asking = chooseAsking(recipients);
    expect(asking).toEqual(chooseAsking(readRecipients()));
    const by = (way: string) => asking.filter((one) => one.way === way).length;
    expect([by('one_click'), by('page'), by('phone')]).toEqual([300, 12, 8]);
    for (const way of ['one_click', 'phone']) {
      const brands = new Set(asking.filter((one) => one.way === way).map(({ brand }) => brand));
      expect(brands.size).toBe(BRANDS.length);
    }
  });
});

describe('the group of the demo', () => {
  it('names all five statutory bases among its transactional topics', () => {
    const bases = new Set(TOPICS.flatMap(({ basis }) => basis ?? []));
    expect([...bases].sort()).toEqual(['account', 'delivery', 'employment', 'transaction', 'warranty']);
  });

  it('stops a brand with all its promotional topics, or one topic alone', () => {
    expect(stoppedBy('clearview')).toEqual(['clearview', 'clearview/living-well', 'clearview/offers']);
    expect(stoppedBy('harbor/courses')).toEqual(['harbor/courses']);
  });
});

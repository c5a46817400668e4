import { describe, expect, it } from 'vitest';
import type { BrandDirectory } from '../brands/directory.ts';
import type { BrandPolicy } from '../deadline/policy.ts';
import { DIRECTORY } from '../propagation/testing/world.ts';
import { aReplay, DAY, DUE_AT, HELD_AT, HOUR, MINUTE, NOON, openWatchWorld } from './testing/watch-world.ts';

const european: BrandPolicy = { zone: 'Europe/Berlin', jurisdictions: ['eu-gdpr'] };

function withPolicy(policy: BrandPolicy): BrandDirectory {
  return new Map([...DIRECTORY].map(([id, brand]) => [id, { ...brand, policy }]));
}

async function aHeldSender() {
  const world = await openWatchWorld();
  await world.addSender({ brands: ['a', 'b'] });
  await world.say({});
  world.goTo(HELD_AT);
  await world.watch();
  expect(await world.holds()).toEqual([
    { sender_id: 'mailer', brand: 'a', reason: 'deadline', seq: 1, due_at: DUE_AT, since: HELD_AT },
  ]);
  return world;
}

describe('a hold', () => {
  it('is of the brand that is due, and of everything where everything is', async () => {
    const world = await openWatchWorld();
    await world.addSender({ brands: ['a', 'b'] });
    await world.say({ about: '*' }, { by: 'ada', about: 'b/t' });
    world.goTo(HELD_AT);
    await world.watch();
    expect(await world.holds()).toMatchObject([
      { brand: '*', seq: 1 },
      { brand: 'b', seq: 2 },
    ]);
    expect(await world.incident('held')).toMatchObject({ closed_at: null });
  });

  it('begins for another brand while the first is held, without another incident', async () => {
    const world = await aHeldSender();
    world.goTo(NOON + HOUR);
    await world.say({ by: 'ada', about: 'b' });
    world.goTo(HELD_AT + HOUR);
    await world.watch();
    expect((await world.holds()).map(({ brand }) => brand)).toEqual(['a', 'b']);
    expect((await world.incidents()).filter(({ kind }) => kind === 'held')).toHaveLength(1);
    await world.move({ cursor_seq: 1 });
    await world.watch();
    expect((await world.holds()).map(({ brand }) => brand)).toEqual(['b']);
    expect(await world.open()).toContain('held');
  });

  it('stays for what is due next when its own entry was taken, and is lifted when nothing holds', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({}, { by: 'ada' });
    world.goTo(HELD_AT);
    await world.watch();
    await world.move({ cursor_seq: 1 });
    world.advance(HOUR);
    await world.watch();
    expect(await world.holds()).toMatchObject([{ seq: 2, since: HELD_AT }]);
    await world.move({ cursor_seq: 2 });
    await world.watch();
    expect(await world.holds()).toEqual([]);
    expect(await world.open()).toEqual([]);
  });

  it('is never lifted by time, nor because the clock stepped back', async () => {
    const world = await aHeldSender();
    for (const at of [NOON, HELD_AT - 1, DUE_AT + 400 * DAY]) {
      world.goTo(at);
      await world.watch();
      expect(await world.holds()).toMatchObject([{ brand: 'a', seq: 1 }]);
      expect(await world.open()).toContain('held');
    }
  });

  it('is not lifted by a policy or a ladder that became milder', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({});
    world.brandsAre(withPolicy(european));
    world.goTo(NOON + 3 * DAY);
    await world.watch();
    expect(await world.holds()).toHaveLength(1);
    world.brandsAre(DIRECTORY);
    world.advance(MINUTE);
    await world.watch();
    expect(await world.holds()).toHaveLength(1);
    expect(await world.open()).toContain('held');
  });

  it('is lifted by an attestation, and comes back for what nobody has answered for', async () => {
    const world = await aHeldSender();
    world.goTo(NOON + MINUTE);
    await world.say({ by: 'ada' });
    world.goTo(HELD_AT);
    await world.move({ attested_seq: 2 });
    await world.watch();
    expect(await world.holds()).toEqual([]);
    // They still wait, and that is still told.
    expect(await world.open()).toEqual(['late', 'at_risk', 'target_missed', 'critical']);
    world.goTo(NOON + HOUR);
    const [seq] = await world.say({ by: 'grace' });
    world.goTo(HELD_AT + HOUR);
    await world.watch();
    expect(await world.holds()).toMatchObject([{ brand: 'a', seq }]);
    expect(await world.open()).toContain('held');
  });

  it('is placed for what an attestation does not reach, in place of what it does', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({}, { by: 'ada' });
    world.goTo(HELD_AT);
    await world.watch();
    await world.move({ attested_seq: 1 });
    await world.watch();
    expect(await world.holds()).toMatchObject([{ seq: 2 }]);
  });

  it('is lifted where its brand is not the sender’s any more', async () => {
    const world = await aHeldSender();
    const { build } = world.database;
    await world.write(build.deleteFrom('sender_brand').where('brand_id', '=', 'a'));
    await world.watch();
    expect(await world.holds()).toEqual([]);
    expect(await world.open()).toEqual([]);
  });

  it('stays while an open replay still has its entry before it', async () => {
    const world = await aHeldSender();
    const { build } = world.database;
    const again = aReplay({ kind: 'replay', to_seq: 1, due_at: null, created_at: HELD_AT });
    await world.write(build.insertInto('replay').values(again));
    await world.move({ cursor_seq: 1 });
    await world.watch();
    expect(await world.holds()).toHaveLength(1);
    await world.write(build.updateTable('replay').set({ cursor_seq: 1 }));
    await world.watch();
    expect(await world.holds()).toEqual([]);
  });
});

describe('a policy that changes', () => {
  it('moves a running deadline earlier, and later never again', async () => {
    const world = await openWatchWorld();
    await world.addSender();
    await world.say({});
    await world.watch();
    expect(await world.exposures()).toMatchObject([{ due_at: DUE_AT }]);
    world.brandsAre(withPolicy(european));
    await world.watch();
    const earlier = Date.parse('2026-06-05T00:00:00+02:00');
    expect(await world.exposures()).toMatchObject([{ due_seq: 1, due_at: earlier }]);
    world.brandsAre(DIRECTORY);
    // A new process knows of it too, and so does one that sees more to wait for.
    await world.say({ by: 'ada' });
    await world.aWatch()({ millisMax: 10_000 });
    expect(await world.exposures()).toMatchObject([{ waiting: 2, due_seq: 1, due_at: earlier }]);
    world.goTo(earlier);
    await world.watch();
    expect(await world.open()).toContain('breached');
    expect(await world.holds()).toMatchObject([{ seq: 1, due_at: earlier }]);
    await world.move({ cursor_seq: 1 });
    await world.watch();
    expect(await world.exposures()).toMatchObject([{ due_seq: 2, due_at: DUE_AT }]);
  });
});

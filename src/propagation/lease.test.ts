import { describe, expect, it } from 'vitest';
import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import { RETRY_MILLIS_MAX } from './backoff.ts';
import { claim, claimableSenders, LEASE_MILLIS, leaseKeeper, release } from './lease.ts';
import { HOUR, MINUTE, NOON, openWorld, stateOf, type World } from './testing/world.ts';

async function aWorld(): Promise<World> {
  const world = await openWorld();
  await world.addSender();
  return world;
}

async function claimed(world: World, at = NOON) {
  const row = await claim(world.database, 'mailer', at);
  if (row === undefined) throw new Error('the lease was not to be had');
  return row;
}

describe('a lease', () => {
  it('is held by one until it runs out, and each claim has another epoch', async () => {
    const world = await aWorld();
    const first = await claimed(world);
    expect(await claim(world.database, 'mailer', NOON + LEASE_MILLIS - 1)).toBeUndefined();
    expect((await claimed(world, NOON + LEASE_MILLIS)).epoch).toBe(first.epoch + 1);
  });

  it('is offered exactly when it can be claimed', async () => {
    const world = await aWorld();
    const offered = (at: number) => claimableSenders(world.database, at);
    expect(await offered(NOON)).toMatchObject([{ sender_id: 'mailer', cursor_seq: 0 }]);
    await claimed(world);
    expect(await offered(NOON + LEASE_MILLIS - 1)).toEqual([]);
    expect(await offered(NOON + LEASE_MILLIS)).toHaveLength(1);
  });

  it('is not given back by whoever has lost it', async () => {
    const world = await aWorld();
    const lost = await claimed(world);
    const held = await claimed(world, NOON + LEASE_MILLIS);
    await release(world.database, lost);
    expect(await stateOf(world.database)).toEqual(held);
    await release(world.database, held);
    expect((await stateOf(world.database)).lease_until).toBe(0);
  });
});

describe('a clock that was wrong', () => {
  it('and far ahead when the lease was taken keeps nobody waiting once it is right', async () => {
    const world = await aWorld();
    await claimed(world, NOON + 365 * 24 * HOUR);
    expect(await claim(world.database, 'mailer', NOON)).toBeDefined();
  });

  it('and far ahead when the next attempt was set keeps nobody waiting either', async () => {
    const { database } = await aWorld();
    const set = (next_attempt_at: number) =>
      database.commit([database.build.updateTable('propagation').set({ next_attempt_at }).compile()]);
    await set(NOON + RETRY_MILLIS_MAX + SKEW_MILLIS_MAX);
    expect(await claim(database, 'mailer', NOON)).toBeUndefined();
    await set(NOON + RETRY_MILLIS_MAX + SKEW_MILLIS_MAX + 1);
    expect(await claim(database, 'mailer', NOON)).toBeDefined();
  });

  it('by as much as two machines may differ takes no lease away', async () => {
    const world = await aWorld();
    await claimed(world, NOON + SKEW_MILLIS_MAX);
    expect(await claim(world.database, 'mailer', NOON)).toBeUndefined();
  });
});

describe('keeping a lease during a push', () => {
  it('writes nothing while enough of it is left, and renews it before it is too short for a request', async () => {
    const world = await aWorld();
    const keeps = leaseKeeper(world.database, await claimed(world), world.now);
    world.advance(LEASE_MILLIS / 3);
    expect(await keeps()).toBe(true);
    expect((await stateOf(world.database)).lease_until).toBe(NOON + LEASE_MILLIS);
    world.advance(1);
    expect(await keeps()).toBe(true);
    expect((await stateOf(world.database)).lease_until).toBe(world.now() + LEASE_MILLIS);
  });

  it('goes on after the lease ran out, as long as nobody took it', async () => {
    const world = await aWorld();
    const keeps = leaseKeeper(world.database, await claimed(world), world.now);
    world.advance(10 * MINUTE);
    expect(await keeps()).toBe(true);
    expect(await claim(world.database, 'mailer', world.now())).toBeUndefined();
  });

  it('says no for good once somebody else has it, and leaves it to them', async () => {
    const world = await aWorld();
    const keeps = leaseKeeper(world.database, await claimed(world), world.now);
    world.advance(LEASE_MILLIS);
    const held = await claimed(world, world.now());
    expect([await keeps(), await keeps()]).toEqual([false, false]);
    expect(await stateOf(world.database)).toEqual(held);
  });
});

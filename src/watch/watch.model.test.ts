import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOLD_LEAD_MILLIS } from '../deadline/ladder-moments.ts';
import type { BrandPolicy } from '../deadline/policy.ts';
import { DIRECTORY, stateOf } from '../propagation/testing/world.ts';
import { HOUR, openWatchWorld, type WatchWorld } from './testing/watch-world.ts';

const european: BrandPolicy = { zone: 'Europe/Berlin', jurisdictions: ['eu-gdpr'] };
const POLICIES = {
  american: DIRECTORY,
  european: new Map([...DIRECTORY].map(([id, brand]) => [id, { ...brand, policy: european }])),
};

type Event =
  | { readonly kind: 'say'; readonly by: string; readonly about: string }
  | { readonly kind: 'carry'; readonly mood: 'well' | 'down' | 'half_retry' | 'answer_lost' }
  | { readonly kind: 'reject'; readonly who: string }
  | { readonly kind: 'accept' | 'attest' }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'policy'; readonly name: keyof typeof POLICIES };

const person = fc.constantFrom('jane', 'ada', 'grace');
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('say'), by: person, about: fc.constantFrom('a', 'b/t', '*') }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('carry'),
        mood: fc.constantFrom('well', 'down', 'half_retry', 'answer_lost'),
      }),
    },
    fc.record({ kind: fc.constant('reject'), who: person }),
    fc.record({ kind: fc.constantFrom('accept', 'attest') }),
    // The clock also steps back.
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('wait'), hours: fc.integer({ min: -60, max: 120 }) }),
    },
    fc.record({ kind: fc.constant('policy'), name: fc.constantFrom('american', 'european') }),
  ) as fc.Arbitrary<Event>, // each record is one of its kinds
  { minLength: 5, maxLength: 30 },
);

async function happen(world: WatchWorld, event: Event): Promise<void> {
  switch (event.kind) {
    case 'say':
      await world.say({ by: event.by, about: event.about });
      return;
    case 'carry':
      if (event.mood !== 'well') world.vendor.moods.push(event.mood);
      await world.move({ next_attempt_at: 0 });
      await world.write(world.database.build.updateTable('parked').set({ next_attempt_at: 0 }));
      await world.worker.tick();
      world.vendor.moods.length = 0;
      return;
    case 'reject':
      world.vendor.rejects.add(`${event.who}@example.com`);
      return;
    case 'accept':
      world.vendor.rejects.clear();
      return;
    case 'attest':
      await world.move({ attested_seq: (await stateOf(world.database)).cursor_seq + 1 });
      return;
    case 'wait':
      world.advance(event.hours * HOUR);
      return;
    case 'policy':
      world.brandsAre(POLICIES[event.name]);
  }
}

/** Every opt-out that waits, found without any of the watch's ways. */
async function waitingAt({ database }: WatchWorld) {
  const { cursor_seq, attested_seq } = await stateOf(database);
  const ledger = await database.all(database.build.selectFrom('ledger').selectAll());
  const parked = await database.all(database.build.selectFrom('parked').selectAll());
  return ledger.flatMap(({ seq, brand, recipient_id, due_at }) => {
    const aside = parked.some(
      (row) => row.recipient_id === recipient_id && row.first_seq <= seq && seq <= row.seq,
    );
    if (due_at === null || (seq <= cursor_seq && !aside)) return [];
    return [{ seq, brand, dueAt: due_at, attested: seq <= attested_seq }];
  });
}

async function check(world: WatchWorld): Promise<void> {
  const now = world.now();
  const waiting = await waitingAt(world);
  const holds = await world.holds();
  const incidents = await world.incidents();
  const present = incidents.filter(({ recovered_at }) => recovered_at === null).map(({ kind }) => kind);

  const due = waiting.filter(({ dueAt }) => now >= dueAt);
  expect(due.length > 0 && !present.includes('breached'), 'a breach is open').toBe(false);
  const unheld = waiting.filter(
    ({ brand, dueAt, attested }) =>
      !attested &&
      now >= dueAt - HOLD_LEAD_MILLIS &&
      !(present.includes('held') && holds.some((hold) => hold.brand === '*' || hold.brand === brand)),
  );
  expect(unheld, 'what is about to be due is held and told of').toEqual([]);
  // What holds waits, and nobody has answered for it.
  for (const { seq } of holds) expect(waiting).toContainEqual(expect.objectContaining({ seq }));
  expect(present.includes('held')).toBe(holds.length > 0);
  const total = (await world.exposures()).length === 0 ? 0 : waiting.length;
  expect(waiting).toHaveLength(total);

  const open = incidents.filter(({ closed_at }) => closed_at === null).map(({ kind }) => kind);
  expect(new Set(open).size).toBe(open.length);
  for (const { opened_at, recovered_at } of incidents) {
    expect(recovered_at ?? Infinity).toBeGreaterThanOrEqual(opened_at);
  }
  const breaches = incidents.filter(({ kind }) => kind === 'breached');
  expect(
    breaches.filter(({ closed_at }) => closed_at !== null),
    'nobody has explained it',
  ).toEqual([]);
  const notices = incidents.reduce((sum, incident) => sum + incident.notices, 0);
  expect(await world.alerts()).toHaveLength(notices);
}

it('whatever happens, what is about to be due is held and told of, and only what was taken ends it', async () => {
  await fc.assert(
    fc.asyncProperty(events, async (story) => {
      const world = await openWatchWorld();
      await world.addSender({ brands: ['a', 'b'] });
      for (const event of story) {
        await happen(world, event);
        expect(await world.watch()).toBe('done');
        await check(world);
      }
      await world.database.close();
    }),
    { numRuns: 40 },
  );
});

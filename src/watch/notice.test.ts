import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ADMINS,
  DAY,
  DUE_AT,
  HELD_AT,
  HOUR,
  MINUTE,
  NOON,
  openWatchWorld,
  type WatchWorld,
} from './testing/watch-world.ts';

async function aSickSender() {
  const world = await openWatchWorld();
  await world.addSender({ name: 'Newsletter tool' });
  await world.say({});
  return world;
}

const told = async (world: WatchWorld) =>
  [...(await world.letters()).values()].map(({ to, trouble }) => `${to} ${trouble.state}`);
const body = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });
const bodies = async (world: WatchWorld) =>
  (await world.alerts()).map(({ body_json }) => body.parse(JSON.parse(body_json)));

describe('an incident that opens', () => {
  it('is told to each admin and to the webhook, in the commit that opens it', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    await world.watch();
    const letters = [...(await world.letters())];
    expect(letters.map(([, { to }]) => to).toSorted()).toEqual(ADMINS.toSorted());
    const { id } = await world.incident('late');
    for (const [letterId, { trouble }] of letters) {
      expect(letterId).toMatch(new RegExp(`^alert_${id}_1_[\\w-]{22}$`));
      expect(trouble).toEqual({
        sender: 'Newsletter tool',
        state: 'late',
        waiting: 1,
        oldestRequestedAt: NOON,
        dueAt: DUE_AT,
        code: null,
        lastedMillis: null,
      });
    }
    expect(await bodies(world)).toEqual([
      {
        type: 'sender.late',
        timestamp: '2026-06-01T12:15:00.000Z',
        data: {
          incident: id,
          kind: 'late',
          sender: 'mailer',
          brand: 'a',
          state: 'opened',
          waiting: 1,
          oldest_requested_at: '2026-06-01T12:00:00.000Z',
          due_at: '2026-06-15T12:00:00.000Z',
          code: null,
          opened_at: '2026-06-01T12:15:00.000Z',
        },
      },
    ]);
  });

  it('is told with how long it lasted when it is over', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    await world.watch();
    await world.worker.tick();
    world.advance(5 * MINUTE);
    await world.watch();
    const letters = [...(await world.letters()).values()];
    expect(letters.filter(({ trouble }) => trouble.lastedMillis === 5 * MINUTE)).toHaveLength(2);
    expect((await bodies(world)).at(-1)).toMatchObject({
      type: 'sender.recovered',
      data: { kind: 'late', state: 'recovered', waiting: 0, lasted_ms: 5 * MINUTE },
    });
  });

  it('tells an address that is named twice once', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    const adminEmails = ['Ops@Northlight.example', 'ops@northlight.example'];
    await world.aWatch({ adminEmails })({ millisMax: 1_000 });
    expect((await world.letters()).size).toBe(1);
  });

  it('is an error in the log where nobody is told, and a warning where somebody is', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    await world.aWatch({ adminEmails: [], hasAlertWebhook: false })({ millisMax: 1_000 });
    world.goTo(NOON + DAY);
    await world.watch();
    const opened = world.logged.filter(({ event }) => event === 'incident.opened');
    expect(opened).toMatchObject([
      { level: 'error', fields: { kind: 'late', sender: 'mailer' } },
      { level: 'warn', fields: { kind: 'at_risk', sender: 'mailer' } },
    ]);
  });

  it('rings for the mailer and for the alarm, each when there is something for it', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    const rung: string[] = [];
    const enqueued = () => void rung.push('mail');
    const alerted = () => void rung.push('alarm');
    await world.aWatch({ enqueued, alerted, adminEmails: [] })({ millisMax: 1_000 });
    expect(rung).toEqual(['alarm']);
    world.goTo(NOON + DAY);
    await world.aWatch({ enqueued, alerted, hasAlertWebhook: false })({ millisMax: 1_000 });
    expect(rung).toEqual(['alarm', 'mail']);
  });
});

describe('an incident that stays open', () => {
  it('is told again as often as its step says, and the gravest alone', async () => {
    const world = await aSickSender();
    world.goTo(HELD_AT);
    await world.watch();
    const before = (await told(world)).length;
    world.advance(59 * MINUTE);
    await world.watch();
    expect(await told(world)).toHaveLength(before);
    world.advance(MINUTE);
    await world.watch();
    const again = (await told(world)).slice(before);
    expect(again.toSorted()).toEqual(ADMINS.map((to) => `${to} held`).toSorted());
    expect((await bodies(world)).at(-1)).toMatchObject({
      type: 'sender.held',
      data: { state: 'repeated', waiting: 1 },
    });
    expect(await world.incident('held')).toMatchObject({ notices: 2, next_notice_at: world.now() + HOUR });
  });

  it('is told again after the clock was far ahead, not only when it comes there again', async () => {
    const world = await aSickSender();
    world.goTo(NOON + 400 * DAY);
    await world.watch();
    world.goTo(DUE_AT);
    await world.watch();
    expect(await world.incident('breached')).toMatchObject({ notices: 2, next_notice_at: DUE_AT + HOUR });
    const breached = (await told(world)).filter((one) => one.endsWith('breached'));
    expect(breached).toHaveLength(2 * ADMINS.length);
  });

  it('ends no earlier than it began, whatever the clock says', async () => {
    const world = await aSickSender();
    world.advance(15 * MINUTE);
    await world.watch();
    const openedAt = world.now();
    await world.worker.tick();
    world.goTo(NOON);
    await world.watch();
    expect(await world.incident('late')).toMatchObject({ recovered_at: openedAt, closed_at: openedAt });
    expect((await bodies(world)).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ state: 'recovered', lasted_ms: 0 }),
    );
  });
});

describe('a breach', () => {
  async function aBreach() {
    const world = await aSickSender();
    world.goTo(DUE_AT);
    await world.watch();
    const explain = (changes: { closed_at?: number }) =>
      world.database.commit([
        world.database.build
          .updateTable('incident')
          .set({ explained_by: 'Ada', explanation: 'The key had expired.', ...changes })
          .where('kind', '=', 'breached')
          .compile(),
      ]);
    const caughtUp = async () => {
      await world.move({ cursor_seq: (await world.exposures())[0]?.oldest_seq ?? 0 });
      await world.watch();
    };
    return { ...world, explain, caughtUp };
  }

  it('stays open when it has recovered, and is not told again for that', async () => {
    const world = await aBreach();
    await world.caughtUp();
    expect(await world.incident('breached')).toMatchObject({ recovered_at: DUE_AT, closed_at: null });
    const before = (await told(world)).length;
    world.advance(400 * DAY);
    await world.watch();
    expect(await world.open()).toEqual(['breached']);
    expect(await told(world)).toHaveLength(before);
  });

  it('that was explained closes when it recovers', async () => {
    const world = await aBreach();
    await world.explain({});
    await world.watch();
    expect(await world.open()).toContain('breached');
    await world.caughtUp();
    expect(await world.incident('breached')).toMatchObject({ closed_at: DUE_AT, explained_by: 'Ada' });
  });

  it('that recovered and was explained by two who did not see each other is closed by the next look', async () => {
    const world = await aBreach();
    await world.caughtUp();
    await world.explain({});
    await world.watch();
    expect(await world.incident('breached')).toMatchObject({ closed_at: DUE_AT });
  });

  it('that comes again before it was explained is the same one, open as before, and told', async () => {
    const world = await aBreach();
    await world.caughtUp();
    const [seq] = await world.say({ by: 'ada' });
    const before = (await told(world)).length;
    world.advance(15 * DAY);
    await world.watch();
    expect((await told(world)).slice(before)).toContain(`${ADMINS[0]} breached`);
    const breaches = (await world.incidents()).filter(({ kind }) => kind === 'breached');
    expect(breaches).toMatchObject([{ seq, recovered_at: null, closed_at: null }]);
  });
});

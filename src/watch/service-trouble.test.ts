import { describe, expect, it } from 'vitest';
import { enqueueStatement } from '../mail/outbox.ts';
import { aLetter, LETTERS } from '../mail/testing/letters.ts';
import { keyring } from '../propagation/testing/world.ts';
import type { AlertRow, OutboxRow } from '../store/schema.ts';
import { readTroubles } from './read-troubles.ts';
import { DAY, HOUR, MINUTE, NOON, openWatchWorld, random, type WatchWorld } from './testing/watch-world.ts';

/** Puts a letter into the outbox as some tries have left it. */
async function aLetterLeft(world: WatchWorld, changes: Partial<OutboxRow>, letter = aLetter()) {
  const { database } = world;
  await database.commit([
    enqueueStatement({ database, keyring, random }, letter, { id: 'letter', now: world.now() }),
    database.build.updateTable('outbox').set(changes).where('id', '=', 'letter').compile(),
  ]);
}

async function anAlertLeft(world: WatchWorld, changes: Partial<AlertRow>) {
  const alert = {
    id: 'alert_inc_x_1',
    incident_id: 'inc_x',
    type: 'sender.late',
    body_json: '{}',
    attempt: 0,
    lease_until: 0,
    next_attempt_at: 0,
    last_code: null,
    created_at: world.now(),
    settled_at: null,
  };
  const { build } = world.database;
  await world.write(build.insertInto('alert').values({ ...alert, ...changes }));
}

const ways = async (world: WatchWorld) => ({
  mails: (await rowsOf(world)).filter(({ kind }) => kind === 'admin_alert').length,
  alerts: (await world.alerts()).filter(({ type }) => type.startsWith('heed.')).length,
});
const rowsOf = ({ database }: WatchWorld) => database.all(database.build.selectFrom('outbox').selectAll());

describe('mails that do not leave', () => {
  it('are an incident after ten minutes and a try, told by webhook alone, until they leave', async () => {
    const world = await openWatchWorld();
    await aLetterLeft(world, { attempt: 4, last_code: 'timeout' });
    world.advance(10 * MINUTE - 1);
    await world.watch();
    expect(await world.open()).toEqual([]);
    world.advance(1);
    await world.watch();
    expect(await world.incident('mail_failing')).toMatchObject({
      sender_id: '',
      code: 'timeout',
      waiting: 1,
      requested_at: NOON,
    });
    expect(await ways(world)).toEqual({ mails: 0, alerts: 1 });
    await aSent(world);
    await world.watch();
    expect(await world.open()).toEqual([]);
    expect((await world.alerts()).map(({ type }) => type)).toEqual(['heed.mail_failing', 'heed.recovered']);
  });

  it('are none while they wait for their first try, or are tried for the first time', async () => {
    const world = await openWatchWorld();
    await aLetterLeft(world, { attempt: 1 });
    world.advance(HOUR);
    await world.watch();
    expect(await world.open()).toEqual([]);
  });

  it('are an incident when what goes to the admins is refused, until a day brings no other', async () => {
    const world = await openWatchWorld();
    const refused = { state: 'refused', last_code: 'address_invalid', settled_at: NOON };
    await aLetterLeft(world, refused, LETTERS.admin_digest);
    await world.watch();
    expect(await world.incident('mail_failing')).toMatchObject({ code: 'address_invalid' });
    world.advance(DAY);
    await world.watch();
    expect(await world.open()).toEqual(['mail_failing']);
    world.advance(2 * HOUR);
    await world.watch();
    expect(await world.open()).toEqual([]);
  });

  it('are none when a person’s address is refused', async () => {
    const world = await openWatchWorld();
    await aLetterLeft(world, { state: 'refused', settled_at: NOON });
    await world.watch();
    expect(await world.open()).toEqual([]);
  });
});

async function aSent({ database }: WatchWorld) {
  await database.commit([
    database.build.updateTable('outbox').set({ state: 'sent', last_code: null }).compile(),
  ]);
}

describe('alerts that are not taken', () => {
  it('are an incident after ten minutes and three tries, told by mail alone, once a day', async () => {
    const world = await openWatchWorld();
    await anAlertLeft(world, { attempt: 3, last_code: 'gone' });
    world.advance(10 * MINUTE - 1);
    await world.watch();
    expect(await world.open()).toEqual([]);
    world.advance(1);
    await world.watch();
    expect(await world.incident('alarm_failing')).toMatchObject({ sender_id: '', code: 'gone' });
    expect(await ways(world)).toEqual({ mails: 2, alerts: 0 });
    world.advance(DAY);
    await world.watch();
    expect(await ways(world)).toEqual({ mails: 4, alerts: 0 });
    await world.database.commit([
      world.database.build.updateTable('alert').set({ settled_at: world.now() }).compile(),
    ]);
    await world.watch();
    expect(await world.open()).toEqual([]);
    expect(await ways(world)).toEqual({ mails: 6, alerts: 0 });
  });

  it('are none before the third try, nor where no webhook is set any more', async () => {
    const world = await openWatchWorld();
    await anAlertLeft(world, { attempt: 2 });
    world.advance(HOUR);
    await world.watch();
    await world.write(world.database.build.updateTable('alert').set({ attempt: 9 }));
    await world.aWatch({ hasAlertWebhook: false })({ millisMax: 1_000 });
    expect(await world.open()).toEqual([]);
  });
});

describe('the troubles of the service', () => {
  it('are its open incidents, and how long ago all senders were looked at', async () => {
    const world = await openWatchWorld();
    const nobodyLooked = { kind: 'watch_stopped', since: null };
    expect(await readTroubles(world.database, world.now())).toEqual([nobodyLooked]);
    await anAlertLeft(world, { attempt: 3, created_at: NOON - HOUR });
    await world.watch();
    const alarm = { kind: 'alarm_failing', since: NOON - HOUR };
    expect(await readTroubles(world.database, NOON + MINUTE)).toEqual([alarm]);
    const stopped = { kind: 'watch_stopped', since: NOON };
    expect(await readTroubles(world.database, NOON + 12 * MINUTE)).toEqual([stopped, alarm]);
  });
});

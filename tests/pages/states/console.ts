import { createAdminLink } from '../../../src/access/admin-session.ts';
import { placeHold, watchRan } from '../../../src/senders/hold.testkit.ts';
import type { IncidentRow } from '../../../src/store/schema.ts';
import { anIncident, storeExposure, storeIncidents } from '../../../src/watch/guarantee-rows.testkit.ts';
import { INCIDENT_KINDS } from '../../../src/watch/kinds.ts';
import type { Shown, Visitor } from '../../forms/visitor.ts';
import type { World } from '../world.ts';
import { type State, statesOf } from './state.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CRM = 'customer-crm';
const WORD = { name: 'Grace Hopper', reason: 'The list of November 20 was applied there by hand.' };
const WHY = {
  name: 'Grace Hopper',
  explanation:
    'The vendor changed its key, and its letter went to somebody who had left. Keys are renewed by calendar now.',
};

/** Signs an admin in, in a world that the watch has just looked at. */
async function signedIn(visitor: Visitor, { heed }: World): Promise<Visitor> {
  await watchRan(heed.database, heed.now());
  const { random } = heed;
  const secret = await createAdminLink(heed.database, 'ada', { random, now: heed.now() });
  await visitor.press(await visitor.open(`/console/sign-in/${secret}`), '');
  return visitor;
}

/** Incidents of the CRM, opened some hours ago. */
function store({ heed }: World, ...given: Partial<IncidentRow>[]): Promise<void> {
  const now = heed.now();
  const rows = given.map((row, index) =>
    anIncident({
      id: `inc_${index + 1}`,
      sender_id: CRM,
      opened_at: now - (index + 1) * HOUR,
      requested_at: now - 2 * DAY,
      due_at: now + 9 * DAY,
      waiting: 12,
      ...row,
    }),
  );
  return storeIncidents(heed.database, ...rows);
}

const breach = { kind: 'breached', due_at: Date.parse('2026-11-20T05:00:00Z'), code: 'unauthorized' };

/** A CRM about which there is everything to say. */
async function troubled(world: World): Promise<void> {
  const { heed } = world;
  const now = heed.now();
  const { build } = heed.database;
  const at = { requested_at: now - 9 * DAY, due_at: now + 14 * HOUR };
  await store(world, breach, { kind: 'held' }, { kind: 'refused' });
  await placeHold(heed.database, { sender_id: CRM, seq: 0, since: now - HOUR });
  await placeHold(heed.database, {
    sender_id: CRM,
    seq: 0,
    brand: 'harbor',
    reason: 'brand',
    since: now - DAY,
  });
  await storeExposure(heed.database, { sender_id: CRM, waiting: 1_204, ...at });
  await storeExposure(heed.database, { sender_id: CRM, brand: '*', waiting: 3, ...at });
  await world.change(
    build
      .updateTable('propagation')
      .set({ attempt: 4, next_attempt_at: now + 90_000, last_code: 'unauthorized', cursor_seq: 7 })
      .where('sender_id', '=', CRM),
    ...[0, 1].map((index) =>
      build.insertInto('delivery').values({
        id: `dlv_${index}`,
        sender_id: CRM,
        epoch: index,
        from_seq: index * 7,
        to_seq: 7,
        items: 7,
        acknowledged: 7,
        parked: 0,
        code: index === 0 ? 'ok' : 'unauthorized',
        started_at: now - HOUR,
        settled_at: now - HOUR + index * 60_000,
        lane: '',
      }),
    ),
    ...['kREMIDRY8CpGIb6vrK2pAQ', 'w9yFzU0Q3hY2mXw1c4tGbA'].map((recipient_id, index) =>
      build.insertInto('parked').values({
        sender_id: CRM,
        recipient_id,
        first_seq: 3 + index,
        seq: 3 + index,
        code: 'unknown_person',
        attempt: 2,
        next_attempt_at: now + index * HOUR,
        parked_at: now - DAY,
        requested_at: now - DAY,
        due_at: null,
      }),
    ),
    build.insertInto('replay').values({
      id: 'rpl_1',
      sender_id: CRM,
      kind: 'brand',
      brand: 'harbor',
      recipient_id: null,
      from_seq: 0,
      to_seq: 900,
      cursor_seq: 300,
      rewound_seq: null,
      entries: 250,
      items: 120,
      attempt: 0,
      next_attempt_at: 0,
      due_at: null,
      requested_by: 'cli',
      reason: null,
      created_at: now - HOUR,
      finished_at: null,
    }),
  );
}

type ConsoleWalk = (admin: Visitor, world: World) => Promise<Shown>;

/** The states of one page of the console, each seen by an admin who has signed in. */
function consoleOf(page: string, walks: Readonly<Record<string, ConsoleWalk>>): State[] {
  return statesOf(
    page,
    Object.fromEntries(
      Object.entries(walks).map(([name, walk]) => [
        name,
        async (visitor: Visitor, world: World) => walk(await signedIn(visitor, world), world),
      ]),
    ),
  );
}

const incident = (id: string) => `/console/incidents/${id}`;
const crm = `/console/senders/${CRM}`;

/** The pages for admins about the guarantee, in every state there is a name for. */
export const consoleStates: readonly State[] = [
  ...consoleOf('console', {
    'with nothing to report': (admin) => admin.open('/console'),
    'with a sender that is held and late': async (admin, world) => {
      await troubled(world);
      return admin.open('/console');
    },
  }),
  ...consoleOf('incidents', {
    'where there was none': (admin) => admin.open('/console/incidents'),
    'of every kind': async (admin, world) => {
      const service = ['mail_failing', 'alarm_failing', 'watch_stopped'];
      const kinds = INCIDENT_KINDS.map((kind) => ({
        kind,
        ...(service.includes(kind) ? { sender_id: '' } : {}),
      }));
      const over = { kind: 'late', recovered_at: world.heed.now(), closed_at: world.heed.now() };
      await store(world, ...kinds, over, { ...over, opened_at: world.heed.now() - 3 * DAY });
      return admin.open('/console/incidents');
    },
    'on a later page': async (admin, world) => {
      const over = { recovered_at: world.heed.now(), closed_at: world.heed.now() };
      await store(world, ...Array.from({ length: 51 }, () => over));
      const { html } = await admin.open('/console/incidents');
      const older = /href="(\/console\/incidents\?after=[^"]+)"/.exec(html)?.[1];
      if (older === undefined) throw new Error('there is no later page');
      return admin.open(older);
    },
  }),
  ...consoleOf('incident', {
    'that is open': async (admin, world) => {
      await store(world, { kind: 'target_missed', code: 'rate_limited' });
      return admin.open(incident('inc_1'));
    },
    'of the service itself': async (admin, world) => {
      const none = { requested_at: null, due_at: null, waiting: 0 };
      await store(world, { kind: 'mail_failing', sender_id: '', ...none });
      return admin.open(incident('inc_1'));
    },
    'that is a breach': async (admin, world) => {
      await store(world, breach);
      return admin.open(incident('inc_1'));
    },
    'that is a breach, explained too shortly': async (admin, world) => {
      await store(world, breach);
      const page = await admin.open(incident('inc_1'));
      return admin.press(page, 'explain', { name: '', explanation: 'Dunno.' });
    },
    'that is a breach, explained': async (admin, world) => {
      await store(world, breach);
      await admin.press(await admin.open(incident('inc_1')), 'explain', WHY);
      return admin.open(incident('inc_1'));
    },
    'that somebody else explained meanwhile': async (admin, world) => {
      await store(world, { ...breach, recovered_at: world.heed.now() });
      const page = await admin.open(incident('inc_1'));
      await admin.press(page, 'explain', { ...WHY, name: 'Ada Lovelace' });
      return admin.press(page, 'explain', { ...WHY, explanation: 'It was quite different, as I saw it.' });
    },
  }),
  ...consoleOf('sender', {
    'with nothing to report': (admin) => admin.open(crm),
    'that is held, with everything there is to say': async (admin, world) => {
      await troubled(world);
      return admin.open(crm);
    },
    'whose hold is lifted without a name': async (admin, world) => {
      await troubled(world);
      return admin.press(await admin.open(crm), 'lift', { name: ' ', reason: WORD.reason });
    },
    'whose hold was lifted': async (admin, world) => {
      await troubled(world);
      await admin.press(await admin.open(crm), 'lift', WORD);
      return admin.open(`${crm}?done=lifted`);
    },
    'that nothing holds any more': async (admin, world) => {
      await troubled(world);
      const page = await admin.open(crm);
      await admin.press(page, 'lift', WORD);
      return admin.press(page, 'lift', WORD);
    },
    'with ladders of its own for each brand': async (admin, world) => {
      await world.change(
        world.heed.database.build
          .updateTable('brand')
          .set({ ladder_json: '{"held_business_days_left":2}' })
          .where('id', '=', 'harbor'),
      );
      return admin.open(crm);
    },
  }),
];

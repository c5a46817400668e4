import { describe, expect, it } from 'vitest';
import { auditBy } from '../../src/access/audit.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import type { Database } from '../../src/store/database.ts';
import { explainBreach } from '../../src/watch/explain.ts';
import {
  anIncident,
  storeAlert,
  storeIncidents,
  storeLetter,
} from '../../src/watch/guarantee-rows.testkit.ts';
import { listIncidents } from '../../src/watch/incident-list.ts';
import { readMetrics } from '../../src/watch/read-metrics.ts';
import { readTroubles } from '../../src/watch/read-troubles.ts';
import { aDatabase } from './a-database.ts';
import { NOON } from './builders.ts';

const random = createRandomBytes();
const WHY = { name: 'Grace Hopper', explanation: 'The vendor changed its key.' };
const breach = anIncident({ kind: 'breached' });

async function breached() {
  const opened = await aDatabase();
  await storeIncidents(opened.database, breach);
  return opened;
}

const explain = (database: Database, why = WHY) =>
  explainBreach(database, breach.id, why, auditBy({ database, random, now: () => NOON }, 'cli'));

const stored = async (database: Database) =>
  (await database.all(database.build.selectFrom('incident').selectAll()))[0];

describe('explaining a breach', () => {
  it('is done once, of several who do it at once, and audited once', async () => {
    const { database, openAnother } = await breached();
    const databases = [database, await openAnother(), database];
    const outcomes = await Promise.all(
      databases.map((each, index) => explain(each, { ...WHY, name: `Person ${index}` })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'explained',
      'explained_already',
      'explained_already',
    ]);
    const winner = outcomes.findIndex(({ kind }) => kind === 'explained');
    expect(await stored(database)).toMatchObject({ explained_by: `Person ${winner}`, closed_at: null });
    expect(await database.all(database.build.selectFrom('audit').select('subject'))).toEqual([
      { subject: breach.id },
    ]);
  });

  it('closes it, too, when the sender catches up between its reads and its commit', async () => {
    const { database } = await breached();
    let recovered = false;
    const late: Database = {
      ...database,
      async commit(statements) {
        const recovery = database.build.updateTable('incident').set({ recovered_at: NOON }).compile();
        if (!recovered) await database.commit([recovery]);
        recovered = true;
        return database.commit(statements);
      },
    };
    expect(await explain(late)).toMatchObject({ kind: 'explained', incident: { recoveredAt: NOON } });
    expect(await stored(database)).toMatchObject({ explained_by: WHY.name, closed_at: expect.any(Number) });
  });
});

it('incidents are paged, open ones first, and read back as they were written', async () => {
  const { database } = await breached();
  await storeIncidents(
    database,
    anIncident({ id: 'inc_2', sender_id: '', kind: 'mail_failing', opened_at: NOON }),
    anIncident({ id: 'inc_3', kind: 'late', opened_at: NOON, recovered_at: NOON, closed_at: NOON }),
  );
  const first = await listIncidents(database, { state: 'all', limit: 2 });
  expect(first.incidents.map(({ id, sender }) => [id, sender])).toEqual([
    [breach.id, 'crm'],
    ['inc_2', null],
  ]);
  const rest = await listIncidents(database, { state: 'all', limit: 2, after: first.next ?? '' });
  expect(rest).toMatchObject({ incidents: [{ id: 'inc_3', closedAt: NOON }], next: null });
});

it('metrics and troubles are read in words every database understands', async () => {
  const { database } = await breached();
  await storeLetter(database, { id: 'a', state: 'sent', created_at: NOON });
  await storeLetter(database, { id: 'b', state: 'waiting', created_at: NOON + 1 });
  await storeAlert(database, { created_at: NOON });
  const now = NOON + 3_600_000;
  expect(await readTroubles(database, now)).toEqual([
    { kind: 'watch_stopped', since: null },
    { kind: 'mail_failing', since: NOON + 1 },
    { kind: 'alarm_failing', since: NOON },
  ]);
  const metrics = new Map((await readMetrics(database, now)).map(({ name, samples }) => [name, samples]));
  expect(metrics.get('heed_incidents_open')).toEqual([
    { labels: { kind: 'breached', sender: 'crm' }, value: 1 },
  ]);
  expect(metrics.get('heed_alerts_oldest_age_seconds')).toEqual([{ value: 3_600 }]);
  expect(metrics.get('heed_outbox_waiting')).toEqual([{ value: 1 }]);
});

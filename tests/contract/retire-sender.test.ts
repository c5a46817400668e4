import { describe, expect, it } from 'vitest';
import { auditBy } from '../../src/access/audit.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { keyring, worldOn } from '../../src/propagation/testing/world-on.ts';
import { attestationsOf } from '../../src/senders/attestation.ts';
import { holdsOf } from '../../src/senders/hold.ts';
import { createKnownSenders } from '../../src/senders/known-senders.ts';
import { readSenders } from '../../src/senders/registry.ts';
import { reinstateSender, retireSender } from '../../src/senders/retire-sender.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';

const random = createRandomBytes();
const BY = { name: 'Ada Lovelace', reason: 'Its account is closed – „wirklich“.' };

/** What a process does that retires senders. */
function aProcess(database: Database, now: () => number) {
  const parts = { database, senders: createKnownSenders(() => readSenders(database, keyring), now), random };
  const audit = auditBy({ database, now, random }, 'cli');
  return {
    senders: parts.senders,
    retire: () => retireSender(parts, 'mailer', BY, audit),
    reinstate: () => reinstateSender(parts, 'mailer', BY, audit),
  };
}

describe('retiring a sender', () => {
  it('is done once, however many ask for it at once, and closes what was open', async () => {
    const { database, openAnother } = await aDatabase();
    const { say, addSender, now } = worldOn(database);
    await addSender();
    await say({ by: 'ada' });
    await database.commit(troubleOf(database, now()));
    const processes = [database, await openAnother(), await openAnother()].map((one) => aProcess(one, now));
    const outcomes = await Promise.all(processes.map(({ retire }) => retire()));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'done']);
    expect(await attestationsOf(database, 'mailer')).toMatchObject([
      { kind: 'retired', ...BY, throughSeq: 1 },
    ]);
    expect(await holdsOf(database, 'mailer')).toEqual([]);
    const incidents = await database.all(database.build.selectFrom('incident').selectAll());
    expect(incidents).toMatchObject([
      { closed_at: now(), explained_by: BY.name, explanation: `retired: ${BY.reason}`, next_notice_at: null },
    ]);
    const audited = database.build
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'sender.retire');
    expect(await database.all(audited)).toEqual([{ subject: 'mailer' }]);
  });

  it('is taken back with a hold, and again and again', async () => {
    const { database } = await aDatabase();
    const { addSender, now } = worldOn(database);
    await addSender();
    const { retire, reinstate, senders } = aProcess(database, now);
    for (let times = 0; times < 2; times++) {
      expect(await retire()).toMatchObject({ kind: 'done' });
      expect(await reinstate()).toMatchObject({ kind: 'done' });
      expect(await reinstate()).toMatchObject({ kind: 'already' });
      expect(await holdsOf(database, 'mailer')).toMatchObject([{ brand: '*', reason: 'deadline' }]);
    }
    expect(await senders.read()).toMatchObject([{ retiredAt: null }]);
    expect(await attestationsOf(database, 'mailer')).toHaveLength(4);
  });
});

function troubleOf({ build }: Database, at: number) {
  const incident = {
    id: 'inc',
    sender_id: 'mailer',
    kind: 'breached',
    opened_at: at,
    seq: 1,
    requested_at: at,
    due_at: at,
    waiting: 1,
    code: null,
    notices: 1,
    next_notice_at: at,
    recovered_at: null,
    closed_at: null,
    explained_by: null,
    explanation: null,
  };
  const hold = { sender_id: 'mailer', brand: '*', reason: 'deadline', seq: 1, due_at: at, since: at };
  return [
    build.insertInto('incident').values(incident).compile(),
    build.insertInto('hold').values(hold).compile(),
  ];
}

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serveHeed } from '../../src/node/serve.ts';
import type { Database } from '../../src/store/database.ts';
import { openTestDatabase } from '../databases/sqlite.ts';
import { gmailPost } from './bodies.ts';
import { aHeed } from './in-process.ts';
import { keptOf, ledgerOf } from './ledger.ts';
import { leaks } from './no-leaks.ts';
import { exchange, requestWithBody } from './raw-http.ts';
import { beginStory, check, mint, oneClick, press, type Story } from './story.ts';
import { targets } from './targets/all.ts';
import { mintHere } from './tokens.ts';

const JANE = 'jane.doe@example.com';

/** How a database fails, until it is mended. */
const failures = {
  'cannot read': (real: Database): Database => ({ ...real, all: () => Promise.reject(new Error('disk')) }),
  'cannot write': (real: Database): Database => ({
    ...real,
    commit: () => Promise.reject(new Error('disk full')),
  }),
  'can do nothing': (real: Database): Database => ({
    ...real,
    all: () => Promise.reject(new Error('disk')),
    commit: () => Promise.reject(new Error('disk')),
  }),
};

describe.each(Object.entries(failures))('a POST while the database %s', (_, failing) => {
  it('is answered with 503, and opts out when it is sent again', async () => {
    const { database, port, log } = await servedOn(failing);
    const { unsub } = mintHere(JANE);
    const ways = [gmailPost(`/u/${unsub}`), requestWithBody(`POST /u/${unsub}`, [], 'press=stop')];
    for (const bytes of ways) {
      const answer = await exchange(port, bytes);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.headers.has('set-cookie')).toBe(false);
      expect(leaks([JANE, unsub], { log: [...log, answer.head, answer.body], transcript: [] })).toEqual([]);
    }
    expect(log).not.toEqual([]);
    expect(await ledgerOf(database.real)).toEqual([]);
    database.mend();
    expect((await exchange(port, gmailPost(`/u/${unsub}`))).status).toBe(200);
    expect(await ledgerOf(database.real)).toHaveLength(1);
  });
});

it('a POST whose commit was written but never confirmed is not called a success, and its repeat is', async () => {
  const { database, port } = await servedOn((real) => ({
    ...real,
    async commit(statements) {
      await real.commit(statements);
      throw new Error('connection lost');
    },
  }));
  const { unsub } = mintHere(JANE);
  expect((await exchange(port, gmailPost(`/u/${unsub}`))).status).toBe(503);
  // Nothing more is to be written: what the first one wrote is found, and it is durable.
  expect((await exchange(port, gmailPost(`/u/${unsub}`))).status).toBe(200);
  expect(await ledgerOf(database.real)).toHaveLength(1);
});

/** A server in this process on a real SQLite file whose calls fail until it is mended. */
async function servedOn(failing: (real: Database) => Database) {
  const opened = await openTestDatabase();
  const real = opened.database;
  let now = failing(real);
  const switched: Database = {
    ...real,
    all: (query) => now.all(query),
    commit: (statements) => now.commit(statements),
  };
  const log: string[] = [];
  const serving = await serveHeed(aHeed(switched, log), { port: 0, hostname: '127.0.0.1' });
  onTestFinished(async () => {
    await serving.stop();
    await opened.close();
  });
  const mend = () => {
    now = real;
  };
  return { port: serving.port, log, database: { real, mend } };
}

describe.each(targets)('$name: while its ledger is away', (kind) => {
  let story: Story;
  beforeAll(async () => {
    story = await beginStory(kind);
  });
  afterAll(() => story?.close());

  it('nothing is called a success, the gate says no, and everything works again afterwards', async () => {
    const { database } = story.target;
    const rename = (from: string, to: string) =>
      database.commit([{ sql: `alter table ${from} rename to ${to}`, parameters: [] }]);
    const [links] = await mint(story, [JANE]);
    const link = links?.unsubscribe_url ?? '';
    const before = await keptOf(database);

    await rename('ledger', 'ledger_away');
    await rename('standing', 'standing_away');
    const refused = [
      await oneClick(story, link),
      await press(story, link, 'stop'),
      await check(story, JANE, 'clearview/offers'),
      await story.api.post('/v1/decisions', { decisions: [{ address: JANE, scope: 'clearview' }] }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    await rename('ledger_away', 'ledger');
    await rename('standing_away', 'standing');

    expect(await keptOf(database)).toEqual(before);
    expect((await oneClick(story, link)).status).toBe(200);
    await story.webhook.when(({ states }) => states.has(JANE));
    expect(await ledgerOf(database)).toHaveLength(1);
    expect(leaks(story.secrets, { log: story.target.log, transcript: story.transcript })).toEqual([]);
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf, type RunOptions, run } from '../../src/cli/io.testkit.ts';
import { placeHold } from '../../src/senders/hold.testkit.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open.ts';
import { anIncident, storeIncidents } from '../../src/watch/guarantee-rows.testkit.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const WHY = ['--why', 'The vendor changed its key.'];
const BY = ['--by', 'Grace Hopper'];
const REASON = ['--reason', 'List applied by hand.'];

/** Commands on a database with a brand, a topic, the sender crm and one opt-out that it has not been told. */
async function aHeed() {
  const folder = temporaryFolder();
  const environment = settingsIn(folder);
  const heed = (args: readonly string[], options: RunOptions = {}) => run(args, { environment, ...options });
  for (const line of [
    ['brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St, Albany NY'],
    ['topics', 'add', 'clearview/offers', '--name', 'Offers', '--kind', 'promotional'],
    [
      'topics',
      'add',
      'clearview/bills',
      '--name',
      'Bills',
      '--kind',
      'transactional',
      '--basis',
      'transaction',
    ],
    ['senders', 'add', 'crm', '--name', 'CRM', '--brands', 'clearview', '--kind', 'feed'],
  ]) {
    const { code, err } = await heed(line);
    if (code !== 0) throw new Error(err);
  }
  return {
    heed,
    json: async (...args: string[]) => JSON.parse((await heed([...args, '--json'])).out),
    withDatabase: async <Result>(work: (database: Database) => Promise<Result>) => {
      const database = openDatabase(`sqlite:${join(folder, 'heed.db')}`);
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
  };
}

describe('heed check --sender', { timeout: 30_000 }, () => {
  it('says no to everybody while the sender is held, and why around the answers', async () => {
    const { heed, withDatabase } = await aHeed();
    const offers = ['check', '--topic', 'clearview/offers', 'dan@example.com'];
    expect(await heed([...offers, '--sender', 'crm'])).toMatchObject({ code: 0, err: '' });
    await withDatabase((database) => placeHold(database, { since: Date.parse('2026-11-23T15:00:00Z') }));
    const held = await heed([...offers, '--sender', 'crm']);
    expect(held).toMatchObject({ code: 3, out: 'no   sender_held     dan@example.com\n' });
    expect(held.err).toMatch(/^Sender crm is held since 2026-11-23T15:00:00\.000Z \(deadline\)\. It lifts/);
    expect(
      (await heed(['check', '--topic', 'clearview/bills', 'dan@example.com', '--sender', 'crm'])).code,
    ).toBe(0);
    const unnamed = await heed(offers);
    expect(unnamed.code).toBe(0);
    expect(unnamed.err).toContain('Held just now, and so not to mail whatever is answered: crm.');
    expect(await heed([...offers, '--sender', 'nobody'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('there is no sender with this id. Until there is, do not send.'),
    });
  });
});

describe('heed senders lift-hold', { timeout: 30_000 }, () => {
  const line = ['senders', 'lift-hold', 'crm', ...BY, ...REASON];

  it('asks at a terminal, and lifts nothing unless somebody writes yes', async () => {
    const { heed, json, withDatabase } = await aHeed();
    await withDatabase((database) => placeHold(database, { seq: 0 }));
    const heldBy = async () => (await json('senders', 'list')).senders[0].held;
    const no = await heed(line, { terminal: true, input: ['no\n'] });
    expect(no).toMatchObject({ code: 1, out: '' });
    expect(no.err).toContain('people who said stop will be mailed. Write yes to go on:');
    expect(await heldBy()).toMatchObject([{ reason: 'deadline' }]);
    const yes = await heed(line, { terminal: true, input: ['y', 'es\nand more'] });
    expect(yes).toMatchObject({
      code: 0,
      out: 'Sender crm is not held any more: Grace Hopper answers for entries up to 0.\n',
    });
    expect(await heldBy()).toEqual([]);
  });

  it('wants --yes where nobody can be asked, and says what it did for machines', async () => {
    const { heed, json, withDatabase } = await aHeed();
    await withDatabase((database) => placeHold(database, { seq: 0, brand: 'clearview', reason: 'brand' }));
    expect(await heed(line, { input: ['yes\n'] })).toMatchObject({ code: 2, out: '' });
    expect(await json(...line, '--yes')).toMatchObject({
      sender: 'crm',
      name: 'Grace Hopper',
      lifted: ['brand'],
    });
    const again = await heed([...line, '--yes']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('nothing holds this sender') });
    const nobody = await heed(['senders', 'lift-hold', 'nobody', ...BY, ...REASON, '--yes']);
    expect(nobody.err).toContain('there is no sender with this id.');
    const nameless = await heed(['senders', 'lift-hold', 'crm', '--by', ' ', ...REASON, '--yes']);
    expect(nameless.err).toContain('--by: Give the name');
  });
});

describe('heed incidents', { timeout: 30_000 }, () => {
  it('lists what is wrong, and with --all what was', async () => {
    const { heed, json, withDatabase } = await aHeed();
    expect((await heed(['incidents', 'list'])).out).toBe('No incident.\n');
    await withDatabase((database) =>
      storeIncidents(
        database,
        anIncident({ id: 'inc_b', kind: 'breached' }),
        anIncident({ id: 'inc_c', recovered_at: 5, closed_at: 5, opened_at: 1 }),
      ),
    );
    const [head, first, ...more] = linesOf((await heed(['incidents', 'list'])).out);
    expect(head).toMatch(/^INCIDENT +SENDER +KIND/);
    expect(first).toMatch(/^inc_b +crm +breached .*open, to be explained$/);
    expect(more).toEqual([]);
    expect(linesOf((await heed(['incidents', 'list', '--all'])).out)).toHaveLength(3);
    expect(await json('incidents', 'list', '--all', '--sender', 'crm')).toMatchObject({
      incidents: [
        { id: 'inc_b', wants_explanation: true },
        { id: 'inc_c', state: 'closed', lasted_ms: 4 },
      ],
    });
  });

  it('explains a breach once, in a person’s words', async () => {
    const { heed, withDatabase } = await aHeed();
    await withDatabase((database) =>
      storeIncidents(
        database,
        anIncident({ id: 'inc_b', kind: 'breached', recovered_at: 9 }),
        anIncident({ id: 'inc_l', kind: 'late' }),
      ),
    );
    const explain = (id: string, ...more: string[]) => heed(['incidents', 'explain', id, ...more]);
    expect((await explain('inc_b', ...BY, '--why', 'Dunno')).err).toContain(
      '--why: Write at least a sentence',
    );
    expect(await explain('inc_b', ...BY, ...WHY)).toEqual({
      code: 0,
      out: 'Incident inc_b is explained and is closed.\n',
      err: '',
    });
    for (const [id, told] of [
      ['inc_b', 'Grace Hopper has explained it already.'],
      ['inc_l', 'it is no breach'],
      ['nobody', 'there is no incident with this id.'],
    ] as const) {
      expect(await explain(id, ...BY, ...WHY)).toMatchObject({ code: 1, err: expect.stringContaining(told) });
    }
  });
});

describe('--ladder', { timeout: 30_000 }, () => {
  it('changes what counts as late for a brand or a sender, and takes it back', async () => {
    const { heed, json } = await aHeed();
    const brand = ['brands', 'set', 'clearview', '--ladder'];
    expect(await json(...brand, '{"late_after_minutes":60}')).toMatchObject({
      effective_ladder: { late_after_minutes: 60 },
    });
    const sender = ['senders', 'set', 'crm', '--ladder'];
    expect(await json(...sender, '{"at_risk_after_minutes":90}')).toMatchObject({
      ladder: { at_risk_after_minutes: 90 },
      effective_ladders: { clearview: { late_after_minutes: 60, at_risk_after_minutes: 90 } },
    });
    expect((await heed([...brand, '{"late_after_minutes":90}'])).err).toMatch(
      /--ladder at_risk_after_minutes: At risk comes after late\..*the sender crm/,
    );
    expect((await heed([...sender, '{"late_after_minutes":"soon"}'])).err).toMatch(
      /--ladder late_after_minutes: /,
    );
    expect((await heed([...sender, 'soon'])).err).toContain('--ladder: that is no JSON.');
    expect(await json(...sender, 'default')).toMatchObject({ ladder: null });
    expect(await json(...brand, 'default')).toMatchObject({ ladder: null });
  });

  it('shows the default where it is asked for help', async () => {
    const { heed } = await aHeed();
    for (const command of ['brands', 'senders']) {
      const { out } = await heed([command, 'set', '--help']);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(
        '"late_after_minutes": 15, "at_risk_after_minutes": 1440',
      );
    }
  });
});

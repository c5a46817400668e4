import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { parseConfig } from '../../src/config.ts';
import { openHeed } from '../../src/node/open-heed.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const PEOPLE = ['ada@example.com', 'bob@example.com', 'cyd@example.com', 'dan@example.com'];

/** A database in which everybody but the last has unsubscribed by the links of `heed links`. */
async function afterOptOuts() {
  const folder = temporaryFolder();
  const environment = settingsIn(folder);
  const heed = (args: readonly string[], input: readonly string[] = []) => run(args, { environment, input });
  const config = parseConfig(environment);
  if (config.kind === 'refused') throw new Error(config.problems.join());
  const opened = await openHeed(config.config);
  if (opened.kind === 'refused') throw new Error(opened.problem);
  await heed(['brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St']);
  await heed(['topics', 'add', 'clearview/offers', '--name', 'Offers', '--kind', 'promotional']);
  await heed([
    'topics',
    'add',
    'clearview/bills',
    '--name',
    'Bills',
    '--kind',
    'transactional',
    '--basis',
    'account',
  ]);
  const minted = await heed(['links', '--scope', 'clearview'], [PEOPLE.join('\n')]);
  const links = linesOf(minted.out).map((line) => JSON.parse(line));
  const app = createApp(opened.heed);
  for (const { unsubscribe_url: url } of links.slice(0, -1)) {
    const response = await app.request(new URL(url).pathname, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
    });
    expect(response.status).toBe(200);
  }
  await opened.close();
  return { heed, links, minted, path: join(folder, 'heed.db') };
}

describe('heed ledger verify', { timeout: 30_000 }, () => {
  it('proves a whole ledger and draws how far it has come', async () => {
    const { heed, path } = await afterOptOuts();
    const { code, out } = await heed(['ledger', 'verify']);
    expect(code).toBe(0);
    expect(out).toMatch(/^The ledger is whole: 3 entries, head [\w-]{43}\.\n$/);

    const drawn: string[] = [];
    const environment = { HEED_DATABASE_URL: `sqlite:${path}` };
    await run(['ledger', 'verify'], { environment, draw: (text) => drawn.push(text) });
    expect(drawn).toEqual(['entry 3 of 3 (100 %)', '']);
  });

  it.each([
    ['an entry that was edited', `update ledger set scope = '*' where seq = 2`, 2, 'entry_altered'],
    ['a deadline that was moved', 'update ledger set due_at = due_at + 1 where seq = 1', 1, 'entry_altered'],
    ['an entry that was removed', 'delete from ledger where seq = 2', 3, 'gap'],
    [
      'evidence that was changed',
      `update ledger set evidence_json = '{}' where seq = 3`,
      3,
      'evidence_altered',
    ],
    ['an end that was cut off', 'delete from ledger where seq = 3', 3, 'tail_missing'],
  ])('finds %s', async (_, tampering, seq, why) => {
    const { heed, path } = await afterOptOuts();
    new BetterSqlite3(path).exec(tampering).close();
    const words = await heed(['ledger', 'verify']);
    expect(words.code).toBe(1);
    expect(words.out).toContain(`The ledger is broken at entry ${seq}: `);
    const { code, out } = await heed(['ledger', 'verify', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ whole: false, first_broken: seq, why });
  });

  it('stops when it is interrupted', async () => {
    const { path } = await afterOptOuts();
    const { code, err } = await run(['ledger', 'verify'], {
      environment: { HEED_DATABASE_URL: `sqlite:${path}` },
      signal: AbortSignal.abort('SIGINT'),
    });
    expect({ code, err }).toEqual({ code: 130, err: 'heed ledger verify: interrupted.\n' });
  });
});

describe('heed check', { timeout: 30_000 }, () => {
  it('answers for each address, and with an exit code that only 0 makes a yes', async () => {
    const { heed } = await afterOptOuts();
    const offers = ['check', '--topic', 'clearview/offers'];
    expect(await heed([...offers, 'dan@example.com'])).toEqual({
      code: 0,
      out: 'yes  no_objection    dan@example.com\n',
      err: '',
    });
    const some = await heed(
      [...offers, '--json'],
      ['dan@example.com\n{"address":"ADA@example.com"}\nnobody\n'],
    );
    expect(some.code).toBe(3);
    expect(linesOf(some.out).map((line) => JSON.parse(line))).toMatchObject([
      { address: 'dan@example.com', allowed: true, reason: 'no_objection' },
      { address: 'ADA@example.com', allowed: false, reason: 'opted_out' },
      { address: 'nobody', allowed: false, reason: 'not_an_address', recipient_id: null },
    ]);
  });

  it('lets transactional mail pass, and never guesses a topic', async () => {
    const { heed } = await afterOptOuts();
    expect((await heed(['check', '--topic', 'clearview/bills', 'ada@example.com'])).code).toBe(0);
    for (const topic of ['clearview/ofers', 'clearview', '*', 'acme/offers']) {
      const { code, out, err } = await heed(['check', '--topic', topic, 'dan@example.com']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('there is no such topic. Until there is, do not send.');
    }
  });
});

describe('heed links', { timeout: 30_000 }, () => {
  it('answers every row in order, bad ones in their place', async () => {
    const { heed, minted, links } = await afterOptOuts();
    expect(minted.code).toBe(0);
    expect(links.map(({ line, address }) => [line, address])).toEqual(
      PEOPLE.map((address, at) => [at + 1, address]),
    );
    expect(links[0].headers).toEqual({
      'List-Unsubscribe': `<${links[0].unsubscribe_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    const { code, out, err } = await heed(
      ['links', '--scope', 'clearview/offers'],
      ['nobody\n', 'ada@example.com\n'],
    );
    expect(code).toBe(1);
    expect(linesOf(out).map((line) => JSON.parse(line))).toMatchObject([
      { line: 1, error: { code: 'no_at_sign' } },
      { line: 2, address: 'ada@example.com' },
    ]);
    expect(err).toContain('Rows that could not be used, answered in their place: 1.');
  });

  it('writes CSV that reads back', async () => {
    const { heed } = await afterOptOuts();
    const { out } = await heed(
      ['links', '--scope', 'clearview', '--csv', '-', '--format', 'csv'],
      ['email\n"o""x,y"@example.com\nbob@example.com\n'],
    );
    const [head, first, second] = linesOf(out);
    expect(head).toBe(
      'line,address,recipient_id,unsubscribe_url,preferences_url,list_unsubscribe,list_unsubscribe_post,error,fix',
    );
    expect(first).toMatch(/^2,.*local_part_invalid/);
    expect(second).toMatch(/^3,bob@example\.com,[\w-]{22},https:\/\/mail\.example\.com\/u\//);
  });

  it.each([
    ['acme', 'There is no such brand.'],
    ['clearview/bills', 'That topic is transactional'],
    ['*', 'Write the scope as brand or brand/topic.'],
  ])('refuses the scope %s before it reads anything', async (scope, told) => {
    const { heed } = await afterOptOuts();
    const { code, out, err } = await heed(['links', '--scope', scope], PEOPLE);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(told);
  });
});

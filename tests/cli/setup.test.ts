import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findApiKey } from '../../src/access/api-key.ts';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { openDatabase } from '../../src/store/open.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

/** Runs commands one after another on one empty database. */
function emptyHeed() {
  const folder = temporaryFolder();
  const environment = settingsIn(folder);
  return {
    folder,
    heed: (...args: string[]) => run(args, { environment }),
    json: async (...args: string[]) => JSON.parse((await run([...args, '--json'], { environment })).out),
  };
}

const brand = [
  'brands',
  'add',
  'clearview',
  '--name',
  'Clearview',
  '--postal-address',
  '1 Main St, Albany NY',
];
const topic = ['topics', 'add', 'clearview/offers', '--name', 'Offers', '--kind', 'promotional'];
const feed = ['senders', 'add', 'shop', '--name', 'Shop', '--brands', 'clearview', '--kind', 'feed'];

describe('setting Heed up from the command line', { timeout: 30_000 }, () => {
  it('migrates once', async () => {
    const { json } = emptyHeed();
    expect((await json('migrate')).applied).toContain('0001-first-tables');
    expect(await json('migrate')).toEqual({ applied: [] });
  });

  it('adds and lists brands, topics and senders', async () => {
    const { heed, json } = emptyHeed();
    for (const line of [brand, topic, feed]) expect((await heed(...line)).code).toBe(0);
    expect(await json('brands', 'list')).toEqual({
      brands: [
        {
          id: 'clearview',
          name: 'Clearview',
          postal_address: '1 Main St, Albany NY',
          policy: { zone: 'America/New_York', jurisdictions: ['us-can-spam'] },
          topics: ['offers'],
        },
      ],
    });
    expect(linesOf((await heed('topics', 'list')).out)[1]).toMatch(
      /^clearview\/offers +Offers +promotional$/,
    );
    expect((await json('senders', 'list')).senders).toMatchObject([
      { id: 'shop', kind: 'feed', brands: ['clearview'] },
    ]);
    expect((await json('latency')).senders).toMatchObject([{ sender: 'shop', lag: 0, oldest: null }]);
  });

  it('writes an audit row for every change, in the name of cli', async () => {
    const { heed, folder } = emptyHeed();
    for (const line of [brand, topic, feed]) await heed(...line);
    await heed('keys', 'create', '--name', 'Tool', '--scopes', 'links');
    await heed('admin', 'link', '--admin', 'Ada');
    const database = new BetterSqlite3(join(folder, 'heed.db'), { readonly: true });
    const rows = database.prepare('select actor, action, subject from audit order by rowid').all();
    database.close();
    expect(rows).toEqual([
      { actor: 'cli', action: 'brand.create', subject: 'clearview' },
      { actor: 'cli', action: 'topic.create', subject: 'clearview/offers' },
      { actor: 'cli', action: 'sender.create', subject: 'shop' },
      { actor: 'cli', action: 'api_key.create', subject: expect.stringMatching(/^key_/) },
      { actor: 'cli', action: 'admin_link.create', subject: 'Ada' },
    ]);
  });

  it('shows the secret of a webhook once, alone on standard output', async () => {
    const { heed } = emptyHeed();
    await heed(...brand);
    const url = 'https://crm.example.com/hooks/heed';
    const webhook = ['senders', 'add', 'crm', '--name', 'CRM', '--brands', 'clearview', '--kind', 'webhook'];
    const { code, out } = await heed(...webhook, '--url', url);
    expect(code).toBe(0);
    expect(out).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n$/);
    expect((await heed('senders', 'list')).out).not.toContain('whsec_');
  });

  it('makes a sign-in link that leads to the console', async () => {
    const { heed } = emptyHeed();
    await heed('migrate');
    const { out, err } = await heed('admin', 'link');
    expect(out).toMatch(/^https:\/\/mail\.example\.com\/console\/sign-in\/[\w-]{43}\n$/);
    expect(err).toBe('It signs admin in, once, within 15 minutes.\n');
  });
});

describe('what is refused when setting up', { timeout: 30_000 }, () => {
  it.each([
    [
      'a transactional topic without basis',
      ['topics', 'add', 'clearview/bills', '--name', 'Bills', '--kind', 'transactional'],
      /transaction \(.*warranty \(.*account \(.*employment \(.*delivery \(/,
    ],
    [
      'a basis that is none of the five',
      [
        'topics',
        'add',
        'clearview/bills',
        '--name',
        'Bills',
        '--kind',
        'transactional',
        '--basis',
        'because',
      ],
      /one of: transaction/,
    ],
    ['a promotional topic with a basis', [...topic, '--basis', 'account'], /make the topic promotional/],
    [
      'a topic of a brand that is not there',
      ['topics', 'add', 'acme/news', '--name', 'News', '--kind', 'promotional'],
      /there is no such brand/,
    ],
    ['a brand that is there', brand, /there is a brand with this id/],
    [
      'an id with capitals',
      ['brands', 'add', 'Acme', '--name', 'Acme', '--postal-address', 'x'],
      /ID: An id is 1 to 32 characters/,
    ],
    ['a zone that is none', [...brand, '--zone', 'Mars'], /--zone: Not a time zone name/],
    ['a law that is none', [...brand, '--jurisdictions', 'us-can-spam,mars'], /--jurisdictions: .*ca-casl/],
    [
      'a sender of an unknown brand',
      [...feed.slice(0, 6), 'acme', '--kind', 'feed'],
      /there is no such brand: acme/,
    ],
    [
      'a webhook to this machine',
      [...feed.slice(0, 7), '--kind', 'webhook', '--url', 'https://127.0.0.1/'],
      /--url is refused \(refused_address\)/,
    ],
    [
      'a key for nothing',
      ['keys', 'create', '--name', 'x', '--scopes', ''],
      /--scopes: Name at least one scope/,
    ],
    [
      'a key for something unknown',
      ['keys', 'create', '--name', 'x', '--scopes', 'everything'],
      /--scopes: A scope is one of: links/,
    ],
    [
      'a feed key without its sender',
      ['keys', 'create', '--name', 'x', '--scopes', 'changes'],
      /Name it with --sender ID/,
    ],
    [
      'a key of an unknown sender',
      ['keys', 'create', '--name', 'x', '--scopes', 'changes', '--sender', 'acme'],
      /there is no sender of that id/,
    ],
  ])('%s', async (_, args, told) => {
    const { heed, json } = emptyHeed();
    await heed(...brand);
    const before = [await json('brands', 'list'), await json('keys', 'list')];
    const { code, out, err } = await heed(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(told);
    expect([await json('brands', 'list'), await json('keys', 'list')]).toEqual(before);
  });

  it('a database that is not there, instead of making an empty one', async () => {
    const { heed, folder } = emptyHeed();
    for (const line of [
      ['ledger', 'verify'],
      ['latency'],
      ['keys', 'list'],
      ['links', '--scope', 'clearview'],
    ]) {
      const { code, err } = await heed(...line);
      expect({ line, code }).toEqual({ line, code: 1 });
      expect(err).toContain(`there is no database at ${join(folder, 'heed.db')}.`);
    }
  });

  it('keys that are not those the database was written with', async () => {
    const folder = temporaryFolder();
    const settings = settingsIn(folder);
    for (const line of [brand, feed]) await run(line, { environment: settings });
    // The same database, seen from where the key files are not.
    const elsewhere = { ...settings, HEED_DATABASE_URL: `sqlite:${join(temporaryFolder(), 'heed.db')}` };
    new BetterSqlite3(join(folder, 'heed.db'))
      .exec(`vacuum into '${elsewhere.HEED_DATABASE_URL.slice(7)}'`)
      .close();
    for (const line of [['links', '--scope', 'clearview'], ['senders', 'list'], ['serve']]) {
      const { code, err } = await run(line, { environment: elsewhere });
      expect({ line, code }).toEqual({ line, code: 1 });
      expect(err).toContain('HEED_KEYS is not set and there is no');
      expect(err).toContain('HEED_IDENTITY_KEY is not set and there is no');
    }
  });
});

describe('API keys', { timeout: 30_000 }, () => {
  it('are made, listed and revoked', async () => {
    const { heed, json, folder } = emptyHeed();
    await heed('migrate');
    const made = await heed('keys', 'create', '--name', 'Campaign tool', '--scopes', 'links, check');
    const secret = made.out.trim();
    expect(made.out).toMatch(/^heed_[\w-]{43}\n$/);

    const listed = await json('keys', 'list');
    expect(listed.keys).toMatchObject([
      { name: 'Campaign tool', scopes: ['links', 'check'], sender: null, revoked_at: null },
    ]);
    expect(JSON.stringify(listed)).not.toContain(secret);

    const database = openDatabase(settingsIn(folder).HEED_DATABASE_URL);
    const found = async () => (await findApiKey(database, secret))?.id;
    const [{ id }] = listed.keys;
    expect(await found()).toBe(id);
    expect(await heed('keys', 'revoke', id)).toEqual({ code: 0, out: `Key ${id} is revoked.\n`, err: '' });
    expect(await found()).toBeUndefined();
    await database.close();

    expect((await json('keys', 'list')).keys).toMatchObject([{ id, revoked_at: expect.any(String) }]);
    expect((await heed('keys', 'revoke', id)).err).toContain('no key of that id is in force.');
  });

  it('are not to be mixed up with the keys of the service', async () => {
    const { heed } = emptyHeed();
    expect((await heed('keys', 'generate')).out).toMatch(/^k\d{8}[0-9a-f]{4}:[\w-]{43}\n$/);
    expect((await heed('keys', 'generate')).err).toContain('put it first and keep the old keys behind it');
    expect((await heed('keys', 'generate', '--identity')).out).toMatch(/^[\w-]{43}\n$/);
  });
});

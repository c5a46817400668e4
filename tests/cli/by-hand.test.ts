import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { sayTo } from './say.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

// Setting up takes longer than what is tested, so it is done once and copied.
const founded = mkdtempSync(join(tmpdir(), 'heed-cli-founded-'));
beforeAll(async () => {
  const environment = settingsIn(founded);
  for (const line of [
    ['brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St, Albany NY'],
    ['topics', 'add', 'clearview/offers', '--name', 'Offers', '--kind', 'promotional'],
    ['topics', 'add', 'clearview/news', '--name', 'News', '--kind', 'promotional'],
    ['senders', 'add', 'catalog', '--name', 'Catalog', '--brands', 'clearview', '--kind', 'manual'],
    ['senders', 'add', 'press', '--name', 'Press', '--brands', 'clearview', '--kind', 'feed'],
  ]) {
    const { code, err } = await run(line, { environment });
    if (code !== 0) throw new Error(err);
  }
}, 60_000);
afterAll(() => rmSync(founded, { recursive: true, force: true }));

/** Commands on a database with a brand of two topics, a sender that is told by hand, and one that is not. */
function aHeed() {
  const folder = temporaryFolder();
  cpSync(founded, folder, { recursive: true });
  const environment = settingsIn(folder);
  const heed = (...args: string[]) => run(args, { environment });
  return {
    heed,
    folder,
    in: (name: string) => join(folder, name),
    say: (...said: Parameters<typeof sayTo>[1]) => sayTo(environment, said),
    json: async (...args: string[]) => JSON.parse((await heed(...args, '--json')).out),
  };
}

describe('heed senders list-file and attest', { timeout: 30_000 }, () => {
  it('write what a person carries there, and take their word that it was applied', async () => {
    const { heed, in: at, say, json } = aHeed();
    await say(['ada', 'clearview'], ['+bob', 'clearview/offers'], ['cleo', 'clearview']);
    const file = at('catalog.csv');
    const { code, out, err } = await heed('senders', 'list-file', 'catalog', '--out', file);
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect([code, linesOf(out)]).toEqual([0, [`3 people in ${file}`, `sha256 ${sha256}`]]);
    expect(err).toContain(`heed senders attest catalog --file ${file} --by`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await json('latency')).senders[0]).toMatchObject({ sender: 'catalog', lag: 3, cursor: 0 });

    const attest = ['senders', 'attest', 'catalog', '--file', file, '--by', 'Ada Lovelace'];
    expect(await json(...attest)).toMatchObject({ cursor: 3, sha256, attestation: expect.any(String) });
    expect((await json('latency')).senders[0]).toMatchObject({ lag: 0, cursor: 3 });
    expect((await heed(...attest)).out).toBe('That is attested already: sender catalog stands at entry 3.\n');
    const nothing = await heed('senders', 'list-file', 'catalog', '--out', at('next.csv'));
    expect([nothing.code, nothing.out]).toEqual([0, 'Nothing waits for sender catalog.\n']);
  });

  it('write plain addresses beside it, to suppress and to release, and say who is in neither', async () => {
    const { heed, in: at, say, folder } = aHeed();
    await say(
      ['ada', 'clearview'],
      ['+bob', 'clearview/offers'],
      ['cleo', 'clearview'],
      ['cleo', 'clearview', 'opt_in'],
    );
    const out = at('catalog.csv');
    const { code, err } = await heed('senders', 'list-file', 'catalog', '--out', out, '--format', 'suppress');
    expect(code).toBe(0);
    expect(readFileSync(at('catalog.suppress.txt'), 'utf8')).toBe('ada@example.com\n');
    expect(readFileSync(at('catalog.release.txt'), 'utf8')).toBe('cleo@example.com\n');
    expect(readFileSync(out, 'utf8')).toContain('\r\n +bob@example.com,partly,');
    expect(err).toContain('1 stop only a part');
    expect(readdirSync(folder).filter((name) => name.startsWith('catalog'))).toHaveLength(3);
  });

  it('write over nothing, and leave nothing behind that was not recorded', async () => {
    const { heed, in: at, say, folder } = aHeed();
    await say(['ada', 'clearview']);
    writeFileSync(at('catalog.release.txt'), 'mine');
    const out = at('catalog.csv');
    const { code, err } = await heed('senders', 'list-file', 'catalog', '--out', out, '--format', 'suppress');
    expect([code, err]).toEqual([1, expect.stringContaining('catalog.release.txt is there already')]);
    expect(readdirSync(folder).filter((name) => name.startsWith('catalog'))).toEqual(['catalog.release.txt']);
    expect(readFileSync(at('catalog.release.txt'), 'utf8')).toBe('mine');
  });

  it('refuse a file that was saved again, a time to come, and a sender that is told otherwise', async () => {
    const { heed, in: at, say } = aHeed();
    await say(['ada', 'clearview']);
    const file = at('catalog.csv');
    await heed('senders', 'list-file', 'catalog', '--out', file);
    const attest = (...more: string[]) => heed('senders', 'attest', 'catalog', '--by', 'Ada', ...more);
    const later = await attest('--file', file, '--applied-at', '2999-01-01T00:00:00Z');
    expect([later.code, later.err]).toEqual([1, expect.stringContaining('is in the future')]);
    const before = await attest('--file', file, '--applied-at', '2020-01-01T00:00:00Z');
    expect(before.err).toContain('before the list was written');
    expect((await attest('--file', file, '--applied-at', 'noon')).err).toContain(
      '--applied-at: Give an instant',
    );
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
    const changed = await attest('--file', file);
    expect([changed.code, changed.err]).toEqual([1, expect.stringContaining('saved again')]);
    expect(changed.err).not.toContain('@');
    const press = await heed('senders', 'list-file', 'press', '--out', at('press.csv'));
    expect([press.code, press.err]).toEqual([1, expect.stringContaining('of the kind feed')]);
  });
});

describe('heed senders retire', { timeout: 30_000 }, () => {
  const BY = ['--by', 'Ada Lovelace', '--reason', 'The catalog is not printed any more.'];

  it('asks before it does, and lists apart what was retired', async () => {
    const { heed, json } = aHeed();
    const unasked = await heed('senders', 'retire', 'catalog', ...BY);
    expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('--yes')]);
    expect((await heed('senders', 'retire', 'catalog', ...BY, '--yes')).out).toBe(
      'Sender catalog is retired, by the word of Ada Lovelace.\n',
    );
    expect(await json('senders', 'list')).toMatchObject({
      senders: [{ id: 'press' }],
      retired: [{ id: 'catalog', retired_at: expect.any(String) }],
    });
    expect((await heed('senders', 'list')).out).toMatch(/RETIRED\s*\n\s*catalog/);
    expect((await heed('senders', 'retire', 'catalog', ...BY, '--yes')).err).toContain('retired before');
    expect((await heed('senders', 'reinstate', 'catalog', ...BY)).code).toBe(0);
    expect(await json('senders', 'list')).toMatchObject({
      senders: [{ id: 'catalog' }, { id: 'press' }],
      retired: [],
    });
    expect((await heed('senders', 'reinstate', 'nobody', ...BY)).err).toContain('there is no sender');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4"/></svg>';

/** Commands on a database with a brand, a topic and a sender. */
async function aHeed() {
  const folder = temporaryFolder();
  const environment = settingsIn(folder);
  const heed = (...args: string[]) => run(args, { environment });
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  for (const line of [
    ['brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St, Albany NY'],
    ['topics', 'add', 'clearview/offers', '--name', 'Offers', '--kind', 'promotional'],
    ['senders', 'add', 'crm', '--name', 'CRM', '--brands', 'clearview', '--kind', 'feed'],
  ]) {
    const { code, err } = await heed(...line);
    if (code !== 0) throw new Error(err);
  }
  return {
    heed,
    file,
    folder,
    json: async (...args: string[]) => JSON.parse((await heed(...args, '--json')).out),
    audited: () => {
      const database = new BetterSqlite3(join(folder, 'heed.db'), { readonly: true });
      const rows = database
        .prepare(`select action, subject from audit where actor = 'cli' order by rowid`)
        .all();
      database.close();
      return rows.slice(3);
    },
  };
}

describe('heed brands set', { timeout: 30_000 }, () => {
  it('changes everything a brand shows, and says so in JSON as the API does', async () => {
    const { json, file } = await aHeed();
    const switches = '--double-opt-in yes --acknowledge yes --honors-gpc yes'.split(' ');
    const look = '--accent #036 --ground #FFFFFF --font rounded --language fr --zone America/Toronto'.split(
      ' ',
    );
    const contacts = ['--support-phone', '1-800-555-0123', '--support-email', 'help@clearview.example'];
    const privacy = ['--privacy-phone', '+1 800 555 0199', '--privacy-address', 'Privacy, 1 Main St'];
    const given = ['--name', 'Clearview Magnifiers', '--logo', file('logo.svg', SVG), ...look];
    const answer = await json('brands', 'set', 'clearview', ...given, ...contacts, ...privacy, ...switches);
    expect(answer).toMatchObject({
      id: 'clearview',
      name: 'Clearview Magnifiers',
      postal_address: '1 Main St, Albany NY',
      policy: { zone: 'America/Toronto', jurisdictions: ['us-can-spam'] },
      logo: `data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`,
      colors: { accent: '#003366', ground: '#ffffff' },
      font: 'rounded',
      support_phone: '1-800-555-0123',
      support_email: 'help@clearview.example',
      language: 'fr',
      double_opt_in: true,
      acknowledge_opt_outs: true,
      privacy: { phone: '+1 800 555 0199', postal_address: 'Privacy, 1 Main St', honors_gpc: true },
      look: { light: { accent: '#003366' } },
    });
  });

  it('prints what was corrected', async () => {
    const { heed } = await aHeed();
    const { code, out } = await heed('brands', 'set', 'clearview', '--accent', '#fc0', '--ground', '#fff');
    expect(code).toBe(0);
    expect(linesOf(out)).toEqual([
      'Brand clearview is changed.',
      'In light, accent #ffcc00 was darkened to #917300: on the ground it had 1.5:1, and 4.5:1 is the least (WCAG 2.2 SC 1.4.3).',
    ]);
  });

  it('changes one colour where there are two, and takes away what is given empty', async () => {
    const { heed, json, file } = await aHeed();
    expect((await heed('brands', 'set', 'clearview', '--accent', '#036')).err).toContain(
      'Give --accent and --ground together.',
    );
    await heed('brands', 'set', 'clearview', '--accent', '#036', '--ground', '#fff');
    expect(await json('brands', 'set', 'clearview', '--accent', '#063')).toMatchObject({
      colors: { accent: '#006633', ground: '#ffffff' },
    });
    await heed('brands', 'set', 'clearview', '--logo', file('logo.svg', SVG), '--support-phone', '555 0100');
    expect(
      await json('brands', 'set', 'clearview', '--accent', '', '--logo', '', '--support-phone', ''),
    ).toMatchObject({ colors: null, logo: null, support_phone: null });
  });

  it('writes one audit row for a change and none for a refusal', async () => {
    const { heed, audited } = await aHeed();
    await heed('brands', 'set', 'clearview', '--honors-gpc', 'no');
    await heed('brands', 'set', 'clearview', '--font', 'comic');
    await heed('brands', 'set', 'nobody', '--font', 'serif');
    expect(audited()).toEqual([{ action: 'brand.update', subject: 'clearview' }]);
  });

  it('refuses, in words, what the API would refuse', async () => {
    const { heed, json } = await aHeed();
    const before = await json('brands', 'list');
    for (const [args, exit, told] of [
      [[], 2, /nothing to change/],
      [['--acknowledge', 'maybe'], 2, /--acknowledge is yes or no/],
      [['--accent', 'red', '--ground', '#fff'], 1, /--accent: A colour is #rgb/],
      [['--zone', 'Mars'], 1, /--zone: Not a time zone/],
      [['--jurisdictions', 'mars'], 1, /--jurisdictions: /],
      [['--privacy-phone', 'call'], 1, /--privacy-phone: A telephone number/],
      [['--support-email', 'x'], 1, /--support-email: Give a mail address/],
      [['--name', ''], 1, /--name: Give a name/],
      [['--logo', 'nowhere.svg'], 1, /--logo: the file nowhere\.svg cannot be read/],
    ] as const) {
      const { code, out, err } = await heed('brands', 'set', 'clearview', ...args);
      expect({ args, code, out }).toEqual({ args, code: exit, out: '' });
      expect(err).toMatch(told);
    }
    expect(await json('brands', 'list')).toEqual(before);
  });

  it('takes PNG and WebP for a logo, and no folder, no script, and nothing large', async () => {
    const { heed, json, file, folder } = await aHeed();
    const set = (path: string) => ['brands', 'set', 'clearview', '--logo', path];
    const png = file('logo', Buffer.from('89504e470d0a1a0a0000', 'hex'));
    expect((await json(...set(png))).logo).toMatch(/^data:image\/png;base64,/);
    expect((await json(...set(file('logo.webp', 'RIFF....WEBP')))).logo).toMatch(/^data:image\/webp;base64,/);
    mkdirSync(join(folder, 'folder'));
    for (const [path, told] of [
      [join(folder, 'folder'), /--logo: .*can/],
      [file('a.svg', SVG.replace('<circle r="4"/>', '<script/>')), /--logo: It may not hold <script>/],
      [file('b.svg', SVG.replace('<circle', `<desc>${'x'.repeat(20_000)}</desc><circle`)), /at most 6000/],
    ] as const) {
      const { code, err } = await heed(...set(path));
      expect({ path, code }).toEqual({ path, code: 1 });
      expect(err).toMatch(told);
    }
  });
});

describe('heed topics set and remove', { timeout: 30_000 }, () => {
  it('change what people read, and remove', async () => {
    const { heed, json, audited } = await aHeed();
    const place = 'clearview/offers';
    await json('topics', 'set', place, '--description', 'Twice a month.');
    expect(await json('topics', 'set', place, '--name', 'Deals')).toMatchObject({
      brand: 'clearview',
      id: 'offers',
      name: 'Deals',
      description: 'Twice a month.',
    });
    expect((await json('topics', 'list')).topics).toMatchObject([{ description: 'Twice a month.' }]);
    expect(await json('topics', 'set', place, '--description', '')).toMatchObject({ description: null });
    expect((await heed('topics', 'remove', place)).out).toBe(
      'Topic clearview/offers is removed. What people said of it stays.\n',
    );
    expect((await json('topics', 'list')).topics).toEqual([]);
    for (const line of [
      ['remove', place],
      ['set', place, '--name', 'X'],
    ]) {
      expect((await heed('topics', ...line)).err).toContain('there is no such topic.');
    }
    const update = { action: 'topic.update', subject: place };
    expect(audited()).toEqual([update, update, update, { action: 'topic.delete', subject: place }]);
  });

  it('want a whole topic and something to change', async () => {
    const { heed } = await aHeed();
    expect(await heed('topics', 'remove', 'offers')).toMatchObject({
      code: 2,
      err: expect.stringContaining('BRAND/TOPIC'),
    });
    expect((await heed('topics', 'set', 'clearview/offers')).err).toContain('nothing to change');
  });
});

describe('heed senders set', { timeout: 30_000 }, () => {
  it('changes what admins and recipients read, each for itself', async () => {
    const { heed, json, audited } = await aHeed();
    const set = ['senders', 'set', 'crm'];
    expect(await json(...set, '--public-name', 'Our shop')).toMatchObject({
      id: 'crm',
      name: 'CRM',
      public_name: 'Our shop',
    });
    await heed(...set, '--name', 'CRM 2');
    expect((await json('senders', 'list')).senders).toMatchObject([
      { name: 'CRM 2', public_name: 'Our shop' },
    ]);
    expect(await json(...set, '--public-name', '')).toMatchObject({ public_name: 'CRM 2' });
    expect((await heed('senders', 'set', 'nobody', '--name', 'X')).err).toContain('there is no sender');
    expect((await heed(...set)).err).toContain('nothing to change');
    expect(audited()).toHaveLength(3);
  });
});

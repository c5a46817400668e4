import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { linesOf, run } from '../../src/cli/io.testkit.ts';
import { parseConfig } from '../../src/config.ts';
import type { Heed } from '../../src/heed.ts';
import { openHeed } from '../../src/node/open-heed.ts';
import { acknowledgeFeed, serveFeed } from '../../src/propagation/feed.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

/** An installation whose feed sender has acknowledged one opt-out. */
async function aToldFeed() {
  const environment = settingsIn(temporaryFolder());
  const heed = (...args: string[]) => run(args, { environment });
  await heed('brands', 'add', 'clearview', '--name', 'Clearview', '--postal-address', '1 Main St');
  await heed('senders', 'add', 'crm', '--name', 'CRM', '--brands', 'clearview', '--kind', 'feed');
  const minted = await run(['links', '--scope', 'clearview'], { environment, input: ['ada@example.com'] });
  const { unsubscribe_url: url } = JSON.parse(linesOf(minted.out)[0] ?? '');
  const working = async <Answer>(work: (heed: Heed) => Promise<Answer>) => {
    const config = parseConfig(environment);
    if (config.kind === 'refused') throw new Error(config.problems.join());
    const opened = await openHeed(config.config);
    if (opened.kind === 'refused') throw new Error(opened.problem);
    const answer = await work(opened.heed);
    await opened.close();
    return answer;
  };
  const fetchAll = () =>
    working(async ({ feed, senders }) => {
      const [sender] = await senders.read();
      if (sender === undefined) throw new Error('there is no sender');
      const served = await serveFeed(feed, sender, { after: 0, limit: 100 });
      if (served.kind === 'page') await acknowledgeFeed(feed, sender, served.page.next);
    });
  await working((opened) =>
    Promise.resolve(createApp(opened).request(new URL(url).pathname, { method: 'POST' })),
  );
  await fetchAll();
  return { environment, heed, fetchAll };
}

describe('heed senders replay, to a feed that was told', { timeout: 30_000 }, () => {
  it('says how far it has come, and waits until it is done', async () => {
    const { environment, heed, fetchAll } = await aToldFeed();
    const started = await heed('senders', 'replay', 'crm', '--from', '0');
    expect(started).toMatchObject({ code: 0, out: '0 of 1 entries, 0 people told.\n' });
    const drawn: string[] = [];
    const waiting = run(['senders', 'replay', 'crm', '--from', '0', '--wait', '--json'], {
      environment,
      draw: (text) => drawn.push(text),
    });
    await expect.poll(() => drawn.at(0)).toBe('0 of 1 entries, 0 people told.');
    await fetchAll();
    const { code, out } = await waiting;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'replay', entries_done: 1, people_told: 1 });
  });

  it('tells of the one whose address is read, and says nothing of it', async () => {
    const { environment } = await aToldFeed();
    const person = (input: string) =>
      run(['senders', 'replay', 'crm', '--address', '-', '--json'], { environment, input: [input] });
    const { code, out, err } = await person('ada@example.com\n');
    expect([code, JSON.parse(out).kind]).toEqual([0, 'person']);
    expect(out + err).not.toContain('ada');
    expect((await person('')).err).toContain('standard input is empty');
    expect((await person('nobody\n')).err).toContain('no mail address');
  });
});

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HELP, readOptions } from '../../demo/options.ts';
import { startDemo } from './start-demo.ts';

// A run takes about ten seconds; a busy machine several times as long.
const TIMEOUT_MILLIS = 120_000;
const ANY_PORT = ['--port', '0'];

describe('heed demo', { timeout: TIMEOUT_MILLIS }, () => {
  it('tells all three senders everything, proves it, and ends with 0; plainly where it cannot draw', async () => {
    const demo = startDemo(['--exit', ...ANY_PORT]);

    expect(await demo.ended()).toEqual({ code: 0, signal: null });
    const rows = [...demo.said().matchAll(/^ {2}(\S+ \S+) +320 .*(?: ms| s) .*under 0\.01 %$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(['Campaign mailer', 'Legacy lists', 'Customer CRM']);
    expect(demo.said()).toContain(
      "320 opt-outs recorded, each of 3 senders knows all 320; the ledger's chain of 320 entries verifies.",
    );
    expect(demo.said()).toMatch(/said stop: \d+\/320 {2}told: .*Legacy lists \d+ \(trying again .*: \w+\)/);
    expect(demo.said()).not.toContain('\x1b');
    expect(demo.left()).toEqual([]);
    expect(pidsOf(demo.said()).filter(isAlive)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no process and no file behind after a %s in the middle',
    async (name) => {
      const demo = startDemo(ANY_PORT);
      await demo.says(/said stop: [1-9]/);
      const pids = pidsOf(demo.said());
      expect(pids.filter(isAlive)).toHaveLength(3);

      demo.process.kill(name);

      const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
      expect(await demo.ended()).toEqual({ code: codes[name], signal: null });
      expect(pids.filter(isAlive)).toEqual([]);
      expect(demo.left()).toEqual([]);
    },
  );

  it('takes its senders along when it is killed and can say nothing', async () => {
    const demo = startDemo(ANY_PORT);
    await demo.says(/said stop: [1-9]/);
    const pids = pidsOf(demo.said());

    demo.process.kill('SIGKILL');

    await demo.ended();
    await expect.poll(() => pids.filter(isAlive), { timeout: TIMEOUT_MILLIS }).toEqual([]);
  });

  it('fails, shows the log and ends everything else when one of its senders dies', async () => {
    const demo = startDemo(ANY_PORT);
    await demo.says(/said stop: [1-9]/);
    const [first = 0, ...others] = pidsOf(demo.said());

    process.kill(first, 'SIGKILL');

    expect(await demo.ended()).toEqual({ code: 1, signal: null });
    expect(demo.said()).toMatch(/The demo failed\. .* ended before its time \(SIGKILL\)[\s\S]*heed\.log/);
    expect(others.filter(isAlive)).toEqual([]);
    expect(demo.left()).toEqual([]);
  });

  it('stays up after the proof, answers at the addresses it shows, and ends on Ctrl-C with 0', async () => {
    const demo = startDemo(ANY_PORT);
    const [page] = await demo.says(/http:\S+\/u\/\S+/);
    const [preferences] = await demo.says(/http:\S+\/p\/\S+/);
    const [document] = await demo.says(/http:\S+\/openapi\.json/);
    const [console] = await demo.says(/http:\S+\/console\/sign-in\/\S+/);
    await demo.says(/Ctrl-C ends Heed/);

    const answers = await Promise.all([page, preferences, console, document].map((url) => fetch(url)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await pagesShown(demo.said())).toEqual([
      '200 Stop promotional email from Clearview Magnifiers?',
      '200 Your email from Clearview Magnifiers',
      '200 Your email from Northlight Group – Clearview Magnifiers',
      '200 Stop email from Clearview Magnifiers',
      expect.stringMatching(/^200 Your request of /),
      '200 Get email from Clearview Magnifiers?',
      '200 Your data at Clearview Magnifiers',
      '404 This link does not work – Clearview Magnifiers',
      '404 There is no such page',
    ]);
    await fetch(page, { method: 'POST', body: new URLSearchParams({ press: 'stop' }) });
    await demo.says(/321 decisions, and every sender knows them all/);

    // Browsers keep a spare connection open, on which nothing is asked.
    const spare = connect(Number(new URL(page).port), '127.0.0.1').on('error', () => undefined);
    await once(spare, 'connect');
    demo.process.kill('SIGINT');
    expect(await demo.ended()).toEqual({ code: 0, signal: null });
    expect(demo.left()).toEqual([]);
    expect(await isOpen(new URL(page).port)).toBe(false);
  });

  it('refuses a port it cannot have, names it, and leaves nothing behind', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo; // a TCP server that listens has one
    const demo = startDemo(['--exit', '--port', String(port)]);

    expect(await demo.ended()).toEqual({ code: 1, signal: null });
    expect(demo.said()).toContain(`Port ${port} cannot be listened on`);
    expect(demo.left()).toEqual([]);
  });
});

describe('its command line', () => {
  it('takes --exit and --port', () => {
    const options = { exit: true, port: 9000 };
    expect(readOptions(['--exit', '--port', '9000'])).toEqual({ kind: 'options', options });
    expect(readOptions([])).toEqual({ kind: 'options', options: { exit: false, port: undefined } });
  });

  it.each([[['--prot']], [['--port', 'http']], [['--port', '70000']], [['--port', '']], [['now']]])(
    'refuses %j and says why',
    (argv) => {
      const why = { kind: 'refused', problem: expect.stringMatching(/\S/) };
      expect(readOptions(argv)).toMatchObject(why);
    },
  );

  it('knows --help', () => {
    expect(readOptions(['--help', '--port', '1'])).toEqual({ kind: 'help' });
    expect(HELP).toMatch(/--exit[\s\S]*--port N[\s\S]*--help/);
    expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

/** Status and title of each page the demo shows for recipients, in its order. */
async function pagesShown(said: string): Promise<string[]> {
  const [, shown = ''] = /Pages for recipients([\s\S]*)For the company/.exec(said) ?? [];
  const urls = [...shown.matchAll(/^http\S+$/gm)].map(([url]) => url);
  return Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { headers: { accept: 'text/html' } });
      const [, title = ''] = /<title>(.*)<\/title>/.exec(await answer.text()) ?? [];
      return `${answer.status} ${title}`;
    }),
  );
}

function pidsOf(said: string): number[] {
  return [...said.matchAll(/\(pid (\d+)\)/g)].map(([, pid]) => Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // ESRCH: there is no such process
  }
}

async function isOpen(port: string): Promise<boolean> {
  const socket = connect(Number(port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false; // refused: nobody listens
  } finally {
    socket.destroy();
  }
}

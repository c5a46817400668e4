import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import { run } from './io.testkit.ts';

// The first to ask for a command also loads its libraries.
const LOADING = { timeout: 30_000 };

describe('heed', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('lists every command for %j', async (args) => {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of COMMANDS) expect(out).toContain(`  ${name.padEnd(width)}${summary}`);
  });

  it('tells its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  it.each([
    [['deadlin'], 'there is no command deadlin.\nDid you mean heed deadline?'],
    [['ledger', 'verfy'], 'there is no command ledger verfy.\nDid you mean heed ledger verify?'],
    [['key', 'create'], 'there is no command key.\nDid you mean heed keys?'],
    [['keys'], 'heed keys is not a whole command.\nSay which: keys list, keys create'],
    [['--json', 'latency'], '--json stands before the command.\nName the command first'],
    [['deadline', '--recieved', 'x'], 'There is no option --recieved.\nDid you mean --received?'],
    [['migrate', 'x'], 'It takes options alone.'],
  ])('refuses %j with exit code 2, in words', LOADING, async (args, told) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(told);
    expect(err).toMatch(/See heed .*--help\.\n$/);
  });

  it('names every command where none is near', async () => {
    expect((await run(['frobnicate'])).err).toContain('There are: serve, demo, simulate, deadline,');
  });
});

describe('the help of a group', () => {
  it('lists its commands', async () => {
    const { code, out } = await run(['keys', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('keys create');
    expect(out).not.toContain('serve');
  });
});

describe.each(COMMANDS.map((entry) => [entry.name, entry] as const))('heed %s --help', (name, entry) => {
  it('says what it does, every option, and shows examples', LOADING, async () => {
    const { code, out, err } = await run([...name.split(' '), '--help']);
    const command = await entry.load();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`heed ${name}: ${entry.summary}`);
    const common = command.argumentsPassOn ? ['help'] : ['json', 'help'];
    for (const option of [...Object.keys(command.options), ...common]) {
      expect(out).toMatch(new RegExp(`^ {2}--${option}\\b`, 'm'));
    }
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) expect(out).toContain(line);
    expect(out.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it('is what heed help says', async () => {
    expect(await run(['help', ...name.split(' ')])).toEqual(await run([...name.split(' '), '--help']));
  });
});

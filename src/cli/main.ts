import type { Command } from './command.ts';
import { COMMANDS, type Entry } from './commands.ts';
import { tellFailure } from './failure.ts';
import { commandHelp, groupHelp, overview } from './help.ts';
import { type Io, Misspelled, Refused } from './io.ts';
import { nearest } from './nearest.ts';
import { packageVersion } from './version.ts';

/** Runs the command a line names and answers the exit code: 0 done, 1 refused or failed, 2 spelled wrong. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let name = '';
  try {
    const called = call(args);
    if (called.kind === 'text') {
      await io.out(called.text);
      return 0;
    }
    const { entry, rest } = called;
    name = entry.name;
    const command = await loaded(entry);
    if (!rest.includes('--help') && !rest.includes('-h')) return await command.start(rest, io);
    await io.out(commandHelp(entry, command));
    return 0;
  } catch (error) {
    return tellFailure(io, name, error);
  }
}

async function loaded(entry: Entry): Promise<Command> {
  try {
    return await entry.load();
  } catch (error) {
    // Nothing has been read or asked yet, so the message speaks of files alone.
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new Refused(`its code cannot be loaded: ${reason}`, 'Install its packages again with npm ci.');
  }
}

type Call =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly entry: Entry; readonly rest: readonly string[] };

function call(args: readonly string[]): Call {
  const [first, ...others] = args;
  if (first === undefined || first === '--help' || first === '-h')
    return text(overview(COMMANDS, packageVersion()));
  if (first === '--version' || first === '-v') return text(`${packageVersion()}\n`);
  // "heed help X" is "heed X --help".
  if (first === 'help') return call([...others, '--help']);
  if (first.startsWith('-')) {
    throw new Misspelled(`${first} stands before the command.`, 'Name the command first, then its options.');
  }
  return named(args);
}

function named(args: readonly string[]): Call {
  for (const length of [1, 2]) {
    const entry = COMMANDS.find(({ name }) => name === args.slice(0, length).join(' '));
    if (entry !== undefined) return { kind: 'command', entry, rest: args.slice(length) };
  }
  const [group = '', second] = args;
  const members = COMMANDS.filter(({ name }) => name.startsWith(`${group} `));
  if (members.length === 0)
    throw unknown(
      group,
      COMMANDS.map(({ name }) => name.split(' ')[0] ?? name),
    );
  if (second === '--help' || second === '-h') return text(groupHelp(group, members));
  const names = members.map(({ name }) => name);
  if (second === undefined || second.startsWith('-')) {
    throw new Misspelled(`heed ${group} is not a whole command.`, `Say which: ${names.join(', ')}.`);
  }
  throw unknown(`${group} ${second}`, names);
}

function unknown(given: string, names: readonly string[]): Misspelled {
  const near = nearest(given, names);
  const fix =
    near === undefined ? `There are: ${[...new Set(names)].join(', ')}.` : `Did you mean heed ${near}?`;
  return new Misspelled(`there is no command ${given}.`, fix);
}

function text(content: string): Call {
  return { kind: 'text', text: content };
}

import { COMMON_OPTIONS, type Description, type Option } from './command.ts';

const WIDTH = 96;

/** A command as the overview lists it. */
export interface Listed {
  readonly name: string;
  readonly summary: string;
}

/** What `heed` alone says: every command in a line. */
export function overview(commands: readonly Listed[], version: string): string {
  return [
    `Heed ${version}: when a person says stop, every system that can mail them stops, on time, and there is proof.`,
    '',
    'Usage',
    '  heed COMMAND [options]',
    '',
    'Commands',
    ...commandList(commands),
    '',
    'heed COMMAND --help tells more. Settings come from the environment: see heed serve --help.',
    '',
  ].join('\n');
}

/** What a group alone says, as in `heed keys`: its commands in a line each. */
export function groupHelp(group: string, commands: readonly Listed[]): string {
  return [`Usage\n  heed ${group} COMMAND [options]\n\nCommands`, ...commandList(commands), ''].join('\n');
}

/** Everything about one command. */
export function commandHelp({ name, summary }: Listed, description: Description): string {
  const { usage, about, options, examples, argumentsPassOn } = description;
  const { help } = COMMON_OPTIONS;
  const listed = Object.entries({ ...options, ...(argumentsPassOn ? { help } : COMMON_OPTIONS) });
  return [
    `heed ${name}: ${summary}`,
    '',
    'Usage',
    ...usage.map((line) => `  heed ${name} ${line}`.trimEnd()),
    '',
    ...about.split('\n').flatMap((paragraph) => wrap(paragraph, '')),
    '',
    'Options',
    ...rows(listed.map(([option, spec]) => [spelling(option, spec), meaning(spec)])),
    '',
    'Examples',
    ...examples.flatMap(({ line, does }) => [`  ${line}`, ...wrap(does, '      ')]),
    '',
  ].join('\n');
}

function commandList(commands: readonly Listed[]): string[] {
  return rows(commands.map(({ name, summary }) => [name, summary]));
}

function spelling(name: string, { type, value }: Option): string {
  return type === 'boolean' ? `--${name}` : `--${name} ${value}`;
}

function meaning({ help, required, default: standard }: Option): string {
  return `${help}${required ? ' Required.' : ''}${standard === undefined ? '' : ` Default: ${standard}.`}`;
}

function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...pairs.map(([term]) => term.length)) + 4;
  return pairs.flatMap(([term, text]) => {
    const [first = '', ...rest] = wrap(text, ' '.repeat(left));
    return [`  ${term}`.padEnd(left) + first.trimStart(), ...rest];
  });
}

/** Breaks a text between words, each line after the indent. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length >= WIDTH && line !== indent) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

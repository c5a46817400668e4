import { parseArgs } from 'node:util';
import { COMMON_OPTIONS, type Description, type Options, type Values } from './command.ts';
import { Misspelled } from './io.ts';
import { didYouMean } from './nearest.ts';

interface Arguments<Known extends Options> {
  readonly values: Values<Known>;
  readonly words: readonly string[];
  readonly json: boolean;
}

/**
 * Reads a command's arguments. Refuses what it does not know, naming the nearest it does, and anything said twice. Values
 * and words are not repeated: they may be addresses.
 */
export function parseArguments<Known extends Options>(
  { options, words }: Description<Known>,
  args: readonly string[],
): Arguments<Known> {
  const known: Options = { ...options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(known).map(([name, { type }]) => [name, { type }])),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string | true>();
  const found: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') found.push(token.value);
    if (token.kind !== 'option') continue;
    if (values.has(token.name)) throw new Misspelled(`--${token.name} is given twice.`, 'Give it once.');
    values.set(token.name, valueOf(known, token));
  }
  const missing = Object.entries(options).find(([name, { required }]) => required && !values.has(name));
  if (missing !== undefined) {
    const [name, { value, help }] = missing;
    throw new Misspelled(`--${name} is missing.`, `Give --${name} ${value}: ${help}`);
  }
  const { name = '', min = 0, max = 0 } = words ?? {};
  if (found.length < min) throw new Misspelled(`${name} is missing.`);
  if (found.length > max)
    throw new Misspelled(max === 0 ? 'It takes options alone.' : `It takes ${name} alone.`);
  return { values: typed(options, values), words: found, json: values.has('json') };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function valueOf(known: Options, { name, rawName, value, inlineValue }: OptionToken): string | true {
  const option = known[name];
  if (option === undefined || !rawName.startsWith('--')) {
    const spellings = Object.keys(known).map((candidate) => `--${candidate}`);
    throw new Misspelled(`There is no option ${rawName}.`, didYouMean(rawName, spellings));
  }
  if (option.type === 'boolean') {
    if (value !== undefined) throw new Misspelled(`--${name} takes no value.`, `Write --${name} alone.`);
    return true;
  }
  // `--name --json` forgot the name; a value that does begin with a dash is written --name=-value.
  const forgotten = value === undefined || (inlineValue !== true && value.startsWith('-') && value !== '-');
  if (forgotten) throw new Misspelled(`--${name} has no value.`, `Write --${name} ${option.value}.`);
  return value;
}

/** The one place where what was parsed takes the type its option promises: `valueOf` has held each to it. */
function typed<Known extends Options>(
  options: Known,
  given: ReadonlyMap<string, string | true>,
): Values<Known> {
  const entries = Object.entries(options).map(([name, { type }]) => [
    name,
    type === 'boolean' ? given.has(name) : given.get(name),
  ]);
  return Object.fromEntries(entries) as Values<Known>;
}

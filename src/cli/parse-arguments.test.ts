import { describe, expect, it } from 'vitest';
import { Misspelled } from './io.ts';
import { parseArguments } from './parse-arguments.ts';

const description = {
  usage: [''],
  about: '',
  words: { name: 'FILE', min: 0, max: 1 },
  options: {
    name: { type: 'string', value: 'NAME', help: 'A name.', required: true },
    zone: { type: 'string', value: 'ZONE', help: 'A zone.' },
    fast: { type: 'boolean', help: 'Faster.' },
  },
  examples: [],
} as const;

const refusal = (args: readonly string[]) => {
  try {
    parseArguments(description, args);
  } catch (error) {
    if (error instanceof Misspelled) return [error.message, error.fix];
    throw error;
  }
  return undefined;
};

describe('reading arguments', () => {
  it('gives every option its value, and absent ones their absence', () => {
    expect(parseArguments(description, ['--name', 'Ada', 'people.txt'])).toEqual({
      values: { name: 'Ada', zone: undefined, fast: false },
      words: ['people.txt'],
      json: false,
    });
  });

  it('takes --json for every command, and values after an equals sign', () => {
    const { values, json } = parseArguments(description, ['--fast', '--name=-x', '--json']);
    expect({ ...values, json }).toEqual({ name: '-x', zone: undefined, fast: true, json: true });
  });

  it('takes everything after -- as words', () => {
    expect(parseArguments(description, ['--name', 'Ada', '--', '--odd-file']).words).toEqual(['--odd-file']);
  });

  it.each([
    ['an unknown option', ['--nmae', 'x'], ['There is no option --nmae.', 'Did you mean --name?']],
    [
      'an unknown option, not its value',
      ['--nam=secret'],
      ['There is no option --nam.', 'Did you mean --name?'],
    ],
    ['a short option', ['-n', 'x'], ['There is no option -n.', undefined]],
    ['an option said twice', ['--fast', '--fast'], ['--fast is given twice.', 'Give it once.']],
    ['a value for a switch', ['--fast=yes'], ['--fast takes no value.', 'Write --fast alone.']],
    ['a forgotten value', ['--name', '--fast'], ['--name has no value.', 'Write --name NAME.']],
    ['a value that never comes', ['--name'], ['--name has no value.', 'Write --name NAME.']],
    ['a missing option', ['--zone', 'UTC'], ['--name is missing.', 'Give --name NAME: A name.']],
    ['too many words', ['--name', 'x', 'a', 'b'], ['It takes FILE alone.', undefined]],
  ])('refuses %s', (_, args, told) => expect(refusal(args)).toEqual(told));
});

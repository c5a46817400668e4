import type { Io } from './io.ts';
import { parseArguments } from './parse-arguments.ts';

/** One option of a command. Boolean options stand alone; the others take a value. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** How the value is called in the help, as in `--zone ZONE`. */
  readonly value?: string;
  readonly help: string;
  /** Shown in the help. The command itself applies it, mostly by a schema it shares with the API. */
  readonly default?: string;
  /** The command cannot do without it. */
  readonly required?: boolean;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<Given extends Option> = Given extends { type: 'boolean' }
  ? boolean
  : Given extends { required: true }
    ? string
    : string | undefined;

/** What was given for each option. */
export type Values<Known extends Options> = { readonly [Name in keyof Known]: ValueOf<Known[Name]> };

/** What a command runs with. */
export interface Context<Known extends Options> extends Io {
  readonly values: Values<Known>;
  /** What stands without dashes: ids, addresses, a file. */
  readonly words: readonly string[];
  /** True when the answer is for a machine. */
  readonly json: boolean;
}

/** How many words a command takes, and how the help calls them. */
export interface Words {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What there is to know about a command before it runs. Its name and summary stand in `commands.ts`. */
export interface Description<Known extends Options = Options> {
  /** What follows the name, one line for each way to use it. */
  readonly usage: readonly string[];
  /** More than the summary, in whole sentences. */
  readonly about: string;
  readonly words?: Words;
  readonly options: Known;
  readonly examples: readonly Example[];
  /** Its arguments are read by another program, which judges them itself. */
  readonly argumentsPassOn?: boolean;
}

export interface Command extends Description {
  /** Reads the arguments and does the work; answers the exit code. Throws `Misspelled` and `Refused`. */
  start(args: readonly string[], io: Io): Promise<number>;
}

/** Options of every command. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', help: 'Answer in JSON, for machines.' },
  help: { type: 'boolean', help: 'Show this.' },
} as const satisfies Options;

/** Makes a command whose `run` sees its options with their types. */
export function defineCommand<const Known extends Options>(
  definition: Description<Known> & { run(context: Context<Known>): Promise<number> },
): Command {
  return {
    ...definition,
    start: (args, io) => {
      const { values, words, json } = parseArguments(definition, args);
      return definition.run({ ...io, values, words, json });
    },
  };
}

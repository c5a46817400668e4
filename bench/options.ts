import { parseArgs } from 'node:util';

/** The benchmarks, by the names `--only` takes. */
export const WORKS = ['one-click', 'links', 'check', 'propagation'] as const;
export type Work = (typeof WORKS)[number];

/** What a run was asked for. */
export interface Options {
  readonly only: readonly Work[];
  /** Counted rounds of each work; a warm-up round comes before them. */
  readonly rounds: number;
  /** How long a round under load lasts. */
  readonly seconds: number;
  readonly json: boolean;
  /** Where the server under test leaves CPU profiles, when asked to. */
  readonly profileFolder: string | undefined;
}

export type OptionsOutcome =
  | { readonly kind: 'options'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problem: string };

export const HELP = `Measures Heed against bare counterparts, in one run, in turns, on this machine.

  npm run bench -- [options]

  --only a,b        of: ${WORKS.join(', ')} (all of them)
  --rounds N        counted rounds of each, 1 to 50 (7)
  --seconds S       length of a one-click or check round, 1 to 60 (4)
  --json            one JSON document on standard output instead of the table
  --profile FOLDER  the server writes CPU profiles there (it is slower meanwhile)
  --help

Servers run as processes of their own on a real disk, and nothing is switched off. Everything lives in a temporary
folder and is removed at the end, also after Ctrl-C. A full run takes about eight minutes.
`;

/** Reads the command line. A refusal says what to write instead. */
export function readOptions(args: readonly string[]): OptionsOutcome {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'the options cannot be read');
  }
  if (given.help) return { kind: 'help' };
  const names = given.only === undefined ? [...WORKS] : given.only.split(',');
  const only = WORKS.filter((work) => names.includes(work));
  if (only.length < new Set(names).size) return refused(`--only takes: ${WORKS.join(', ')}`);
  const rounds = Number(given.rounds ?? 7);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
    return refused('--rounds takes a whole number, 1 to 50');
  const seconds = Number(given.seconds ?? 4);
  if (!(seconds >= 1 && seconds <= 60)) return refused('--seconds takes a number, 1 to 60');
  return {
    kind: 'options',
    options: { only, rounds, seconds, json: given.json ?? false, profileFolder: given.profile },
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean' },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function refused(problem: string): OptionsOutcome {
  return { kind: 'refused', problem };
}

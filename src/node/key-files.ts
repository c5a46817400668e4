import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type IdentityKey, parseIdentityKey } from '../keys/identity.ts';
import { generateKey, type Keyring, type KeyringOutcome, parseKeyring } from '../keys/keyring.ts';
import { type RandomBytes, randomSecret } from '../keys/random.ts';
import { errorCode } from '../log.ts';

/** The secrets of a process, and the files that were made for them, if any. */
export type SecretsOutcome =
  | {
      readonly kind: 'secrets';
      readonly keyring: Keyring;
      readonly identityKey: IdentityKey;
      /** Both as `HEED_KEYS` and `HEED_IDENTITY_KEY` write them, for threads of this process. */
      readonly texts: { readonly keys: string; readonly identityKey: string };
      readonly created: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problem: string };

export interface SecretsOptions {
  /** `HEED_KEYS` and `HEED_IDENTITY_KEY`, where given. */
  readonly keys?: string | undefined;
  readonly identityKey?: string | undefined;
  /** Where missing ones are kept. */
  readonly folder: string;
  /**
   * Whether missing ones may be made. Where anything was ever recorded they must not: with another identity key every
   * person is a stranger, and their opt-outs with them.
   */
  readonly mayCreate?: boolean;
  readonly random: RandomBytes;
  readonly now: number;
}

/** One of the two secrets: where it may be given, where it is kept, and what makes and judges one. */
interface Place {
  readonly variable: string;
  readonly given: string | undefined;
  readonly path: string;
  readonly make: () => string;
  readonly problemOf: (text: string) => string | undefined;
}

/**
 * Takes the secrets from the environment, else from the data folder, else makes them there, readable by their owner
 * alone. Losing them breaks every link in every mail, so whoever starts the process is to be told what was made.
 * Nothing is made when any of what is there is refused.
 */
export function loadSecrets(options: SecretsOptions): SecretsOutcome {
  const places = placesOf(options);
  try {
    const problems = places.map(problemAt).filter((problem) => problem !== undefined);
    const missing = places.filter((place) => look(place) === undefined);
    if (options.mayCreate === false && missing.length > 0) {
      problems.push(...missing.map(missingProblem), NOT_MADE);
    }
    if (problems.length > 0) return { kind: 'refused', problem: problems.join(' ') };
    const created = missing.filter(create).map(({ path }) => path);
    const [keys, identity] = places.map((place) => look(place) ?? '');
    return parse(keys ?? '', identity ?? '', created);
  } catch (error) {
    return {
      kind: 'refused',
      problem: `The keys in ${options.folder} cannot be read or made (${errorCode(error)}). Give this user access to the folder, or set HEED_KEYS and HEED_IDENTITY_KEY.`,
    };
  }
}

/** Takes the keyring alone, for work that only verifies. It is never made: a new one has signed nothing yet. */
export function loadKeyring({ keys, folder }: Pick<SecretsOptions, 'keys' | 'folder'>): KeyringOutcome {
  const path = join(folder, KEYS_FILE);
  try {
    const text = keys ?? (existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined);
    if (text === undefined)
      return { kind: 'refused', problem: missingProblem({ variable: 'HEED_KEYS', path }) };
    const outcome = parseKeyring(text);
    if (outcome.kind === 'keyring') return outcome;
    return { kind: 'refused', problem: `${keys === undefined ? path : 'HEED_KEYS'}: ${outcome.problem}.` };
  } catch (error) {
    return { kind: 'refused', problem: `${path} cannot be read (${errorCode(error)}).` };
  }
}

const KEYS_FILE = 'heed.keys';

function placesOf({ keys, identityKey, folder, random, now }: SecretsOptions): Place[] {
  return [
    {
      variable: 'HEED_KEYS',
      given: keys,
      path: join(folder, KEYS_FILE),
      make: () => generateKey(random, now),
      problemOf: (text) => problemIn(parseKeyring(text)),
    },
    {
      variable: 'HEED_IDENTITY_KEY',
      given: identityKey,
      path: join(folder, 'heed.identity-key'),
      make: () => randomSecret(random),
      problemOf: (text) => problemIn(parseIdentityKey(text)),
    },
  ];
}

function problemIn(outcome: { kind: string; problem?: string }): string | undefined {
  return outcome.problem;
}

function look({ given, path }: Place): string | undefined {
  if (given !== undefined) return given;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** What is wrong with a secret that is there, named by its variable or its file; never the secret. */
function problemAt(place: Place): string | undefined {
  const text = look(place);
  const problem = text === undefined ? undefined : place.problemOf(text);
  if (problem === undefined) return undefined;
  return `${place.given === undefined ? place.path : place.variable}: ${problem}.`;
}

const NOT_MADE =
  'Nothing new is made in its place, because what was recorded or mailed with one key cannot be read with another: set the variable, or put the file back. At its very first start heed serve makes both.';

function missingProblem({ variable, path }: Pick<Place, 'variable' | 'path'>): string {
  return `${variable} is not set and there is no ${path}.`;
}

/** Makes a secret that is missing. False when another process, started at the same time, was first. */
function create({ path, make }: Place): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function parse(keys: string, identity: string, created: readonly string[]): SecretsOutcome {
  const keyring = parseKeyring(keys);
  if (keyring.kind === 'refused') return keyring;
  const identityKey = parseIdentityKey(identity);
  if (identityKey.kind === 'refused') return identityKey;
  const texts = { keys, identityKey: identity };
  return { kind: 'secrets', keyring: keyring.keyring, identityKey: identityKey.key, texts, created };
}

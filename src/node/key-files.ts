import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IdentityKey, parseIdentityKey } from '../keys/identity.ts';
import { generateKey, type Keyring, parseKeyring } from '../keys/keyring.ts';
import { type RandomBytes, randomSecret } from '../keys/random.ts';

/** The secrets of a process, and the files that were made for them, if any. */
export type SecretsOutcome =
  | {
      readonly kind: 'secrets';
      readonly keyring: Keyring;
      readonly identityKey: IdentityKey;
      readonly created: readonly string[];
    }
  | { readonly kind: 'refused'; readonly problem: string };

export interface SecretsOptions {
  /** `HEED_KEYS` and `HEED_IDENTITY_KEY`, where given. */
  readonly keys?: string | undefined;
  readonly identityKey?: string | undefined;
  /** Where missing ones are kept. */
  readonly folder: string;
  readonly random: RandomBytes;
  readonly now: number;
}

/**
 * Takes the secrets from the environment, else from the data folder, else makes them there, readable by their owner
 * alone. Losing them breaks every link in every mail, so whoever starts the process is to be told what was made.
 */
export function loadSecrets(options: SecretsOptions): SecretsOutcome {
  const created: string[] = [];
  const keep = (name: string, make: () => string) => {
    const path = join(options.folder, name);
    if (existsSync(path)) return readFileSync(path, 'utf8').trim();
    const value = make();
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    // "wx": of two processes that start at once, the second reads what the first wrote.
    try {
      writeFileSync(path, `${value}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
        return readFileSync(path, 'utf8').trim();
      throw error;
    }
    created.push(path);
    return value;
  };

  const keyring = parseKeyring(
    options.keys ?? keep('heed.keys', () => generateKey(options.random, options.now)),
  );
  if (keyring.kind === 'refused') return { kind: 'refused', problem: `HEED_KEYS: ${keyring.problem}` };
  const identity = parseIdentityKey(
    options.identityKey ?? keep('heed.identity-key', () => randomSecret(options.random)),
  );
  if (identity.kind === 'refused')
    return { kind: 'refused', problem: `HEED_IDENTITY_KEY ${identity.problem}` };
  return { kind: 'secrets', keyring: keyring.keyring, identityKey: identity.key, created };
}

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRandomBytes, randomSecret } from '../keys/random.ts';
import { loadSecrets, type SecretsOptions } from './key-files.ts';

const random = createRandomBytes();
const KEY = `k1:${randomSecret(random)}`;
const IDENTITY = randomSecret(random);

function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'heed-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keysPath = join(folder, 'data', 'heed.keys');
  const identityPath = join(folder, 'data', 'heed.identity-key');
  const load = (given: Partial<SecretsOptions> = {}) =>
    loadSecrets({ folder: join(folder, 'data'), random, now: Date.UTC(2026, 10, 22), ...given });
  return { keysPath, identityPath, load };
}

describe('the secrets of a process', () => {
  it('are made once, readable by their owner alone, and taken from their files after that', () => {
    const { keysPath, identityPath, load } = emptyFolder();
    const first = load();
    expect(first).toMatchObject({ kind: 'secrets', created: [keysPath, identityPath] });
    expect([keysPath, identityPath].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    const second = load();
    expect(second).toMatchObject({ kind: 'secrets', created: [] });
    if (first.kind !== 'secrets' || second.kind !== 'secrets') throw new Error('unreachable');
    expect(second.keyring.ids).toEqual(first.keyring.ids);
    expect(second.identityKey.mac('a')).toEqual(first.identityKey.mac('a'));
  });

  it('are not written anywhere when they are given', () => {
    const { keysPath, identityPath, load } = emptyFolder();
    expect(load({ keys: KEY, identityKey: IDENTITY })).toMatchObject({ kind: 'secrets', created: [] });
    expect([keysPath, identityPath].some((path) => existsSync(path))).toBe(false);
  });

  it('are made one by one: what is given is not made', () => {
    const { identityPath, load } = emptyFolder();
    expect(load({ keys: KEY })).toMatchObject({ kind: 'secrets', created: [identityPath] });
  });

  it('are not made where they must be there already', () => {
    const { keysPath, identityPath, load } = emptyFolder();
    const outcome = load({ mayCreate: false, identityKey: IDENTITY });
    expect(outcome).toMatchObject({ kind: 'refused', problem: expect.stringContaining(keysPath) });
    expect(JSON.stringify(outcome)).not.toContain('HEED_IDENTITY_KEY');
    expect([keysPath, identityPath].some((path) => existsSync(path))).toBe(false);
  });

  it('are refused by the name of their variable or file, and then none is made', () => {
    const { keysPath, identityPath, load } = emptyFolder();
    const outcome = load({ keys: 'hunter2' });
    expect(outcome).toMatchObject({ problem: expect.stringMatching(/^HEED_KEYS: key 1 must be/) });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    expect(existsSync(identityPath)).toBe(false);

    load();
    writeFileSync(keysPath, '');
    expect(load()).toMatchObject({ problem: expect.stringMatching(new RegExp(`^${keysPath}: `)) });
    expect(readFileSync(keysPath, 'utf8')).toBe('');
  });
});

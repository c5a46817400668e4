import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
// PNG 1.2 §11.2.2: the width stands at octet 16.
const widthOf = (file: string) => readFileSync(file).readUInt32BE(16);

function run(...given: string[]) {
  const script = ['--import', 'tsx', 'scripts/pages.ts', ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('npm run pages writes pictures of the states that are asked for, and a page to look through them', {
  timeout: 60_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-pages-'));
  try {
    const { status, stdout, stderr } = run(folder, 'asks about a');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('bringing about 3 states in de');
    expect(stdout).toContain(`written: ${join(folder, 'index.html')}`);
    const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
    expect(pictures).toHaveLength(3 * 6);
    const index = readFileSync(join(folder, 'index.html'), 'utf8');
    for (const name of pictures) {
      expect(index).toContain(`src="${name}"`);
      expect(widthOf(join(folder, name))).toBe(name.includes('--desk') ? 1280 : 390);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('npm run pages names the states there are where none was meant', () => {
  const { status, stderr } = run('anywhere', 'no such state');
  expect(status).toBe(1);
  expect(stderr).toContain('unsubscribe: asks about a topic');
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { startHeed } from './heed-process.ts';
import { settingsIn, temporaryFolder } from './temporary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What an installation has: the manifest, bin/, and its packages, but none of the sources. */
function installation(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  cpSync(join(ROOT, 'bin/heed.mjs'), join(folder, 'bin/heed.mjs'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('a built package', { timeout: 60_000 }, () => {
  it('works without the sources: commands, migrations and service', async () => {
    const folder = installation();
    execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), join(folder, 'dist')]);
    const bin = join(folder, 'bin/heed.mjs');
    const settings = { ...settingsIn(folder), PORT: '0' };

    const version = startHeed(['--version'], { bin });
    expect(await version.ended).toBe(0);
    expect(version.out()).toBe(`${manifest.version}\n`);

    const migrated = startHeed(['migrate', '--json'], { bin, settings });
    expect(await migrated.ended).toBe(0);
    expect(JSON.parse(migrated.out()).applied).toContain('0001-first-tables');

    const served = startHeed(['serve'], { bin, settings });
    const [, port] = await served.outputs(/localhost:(\d+)\n/);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    served.kill('SIGTERM');
    expect(await served.ended).toBe(0);

    const demo = startHeed(['demo'], { bin });
    expect(await demo.ended).toBe(1);
    expect(demo.err()).toContain('the demo is not part of this package.');
  });

  it('says what to do where it was not built', async () => {
    const heed = startHeed(['--version'], { bin: join(installation(), 'bin/heed.mjs') });
    expect(await heed.ended).toBe(1);
    expect(heed.err()).toContain('npm run build');
  });
});

describe('a checkout', { timeout: 60_000 }, () => {
  it('runs from any folder', async () => {
    const heed = startHeed(['--version'], { cwd: temporaryFolder() });
    expect(await heed.ended).toBe(0);
    expect(heed.out()).toBe(`${manifest.version}\n`);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heed-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The settings of a Heed whose database and keys live in a folder of their own. */
export function settingsIn(folder: string) {
  return {
    HEED_DATABASE_URL: `sqlite:${join(folder, 'heed.db')}`,
    HEED_BASE_URL: 'https://mail.example.com',
  };
}

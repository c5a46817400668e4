import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJsonLog, type Log } from '../src/log.ts';
import type { Lifetime } from './lifetime.ts';

/** A temporary folder for one demo: the database, the keys and the log. Nobody else may read it. */
export interface Workplace {
  readonly databaseUrl: string;
  /** Where the service and the senders log, so that their lines stay out of the picture. */
  readonly logPath: string;
  readonly logFile: number;
  readonly log: Log;
  /** The last lines that were logged. */
  logTail(): string[];
}

const TAIL_LINES = 12;

/** Makes the folder, readable by its owner alone (mkdtemp gives it 0700); it goes when the demo ends. */
export function makeWorkplace(life: Lifetime): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'heed-demo-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const logPath = join(folder, 'heed.log');
  const logFile = openSync(logPath, 'a', 0o600);
  life.onEnd({
    async gently() {
      closeSync(logFile);
    },
    atOnce: remove,
  });
  return {
    databaseUrl: `sqlite:${join(folder, 'heed.db')}`,
    logPath,
    logFile,
    log: createJsonLog((line) => writeSync(logFile, `${line}\n`), Date.now),
    logTail: () => readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** How a process ended: with an exit code, or of a signal. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A demo that runs in a process of its own, with a temporary folder of its own, writing into a pipe. */
export interface StartedDemo {
  readonly process: ChildProcess;
  /** Everything it has said so far. */
  said(): string;
  /** Resolves when it has said this; rejects when it ends without. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Its exit code and the signal it died of, once it and all its output are gone. */
  ended(): Promise<Ended>;
  /** What it has left in the temporary folder. */
  left(): string[];
}

/** Starts a demo; it ends with the test. */
export function startDemo(args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedDemo {
  const folder = mkdtempSync(join(tmpdir(), 'heed-demo-test-'));
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'run-demo.ts'), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: folder, ...env } },
  );
  let text = '';
  const news = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      news.dispatchEvent(new Event('said'));
    });
  }
  let over = false;
  const closed = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      over = true;
      news.dispatchEvent(new Event('said'));
      resolve({ code, signal });
    });
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    process: child,
    said: () => text,
    async says(what) {
      for (;;) {
        const found = what.exec(text);
        if (found) return found;
        if (over) throw new Error(`The demo ended without saying ${what}:\n${text}`);
        await once(news, 'said');
      }
    },
    ended: () => closed,
    left: () => readdirSync(folder).filter((name) => name.startsWith('heed-')),
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/heed.mjs', import.meta.url));

/** A heed that runs as a process of its own. */
export interface HeedProcess {
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the match once standard output has it; rejects when the process ends before that. */
  outputs(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended. */
  readonly ended: Promise<number | null>;
}

export interface StartOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly bin?: string;
}

/** Starts `heed` with no settings but those given; whatever is still running when the test ends is killed. */
export function startHeed(args: readonly string[], options: StartOptions = {}): HeedProcess {
  const child = spawn(process.execPath, [options.bin ?? BIN, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    out: () => out,
    err: () => err,
    ended,
    kill: (signal) => void child.kill(signal),
    async outputs(pattern) {
      for (;;) {
        const found = pattern.exec(out);
        if (found !== null) return found;
        const news = once(child.stdout, 'data').then(() => 'more' as const);
        if ((await Promise.race([news, ended])) !== 'more' && !pattern.test(out)) {
          throw new Error(`heed ended without saying ${pattern}: ${err}`);
        }
      }
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { SETTINGS } from './target.ts';

/** A Heed in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  readonly log: readonly string[];
  /** Lets it finish what is under way. */
  stop(): Promise<void>;
  /** SIGKILL: it gets to do nothing more. */
  kill(): Promise<void>;
  /** SIGSTOP: it stands still, wherever it is, and its connections stay open. */
  freeze(): void;
  /** SIGCONT: it goes on and does not know that it stood still. */
  thaw(): void;
  /** True until it has ended, whyever it did. */
  alive(): boolean;
}

/** Starts one on a free port, on the database this URL names. */
export async function startServerProcess(databaseUrl: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [inject('serverBundle')], {
    env: { ...SETTINGS, PORT: '0', HEED_DATABASE_URL: databaseUrl },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const logged = createInterface(child.stderr).on('line', (line) => log.push(line));
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => {
      throw new Error(`the server ended before it listened:\n${log.join('\n')}`);
    }),
  ]);
  return {
    port: Number(line),
    pid: child.pid ?? 0,
    log,
    async stop() {
      const read = once(logged, 'close');
      child.stdin.end();
      const code = await ended(child);
      await read;
      if (code !== 0) throw new Error(`the server ended with ${String(code)}:\n${log.join('\n')}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    alive: () => child.exitCode === null && child.signalCode === null,
  };
}

async function ended(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

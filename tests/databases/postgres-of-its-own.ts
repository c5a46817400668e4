import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Postgres that one test has for itself, to be stopped and started as it likes. */
export interface OwnPostgres {
  readonly url: string;
  /**
   * Resolves when the server has ended. `fast`: it breaks off what is under way and closes its files in order.
   * `immediate`: it ends as in a crash, and recovers at its next start.
   */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Resolves when it takes connections again. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/** Starts one. What it has committed survives its own crash, as in earnest; only a crash of the machine may cost it. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const path = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url));
  const keeper = spawn(process.execPath, [path, 'durable'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(keeper, 'exit');
  const lines = createInterface(keeper.stdout)[Symbol.asyncIterator]();

  async function nextLine(): Promise<string> {
    const next = await lines.next();
    if (next.done === true) throw new Error('Postgres ended (see above)');
    return next.value;
  }

  async function told(command: string): Promise<void> {
    keeper.stdin.write(`${command}\n`);
    await nextLine();
  }

  return {
    url: await nextLine(),
    stop: told,
    start: () => told('start'),
    async close() {
      keeper.stdin.end();
      await exited;
    },
  };
}

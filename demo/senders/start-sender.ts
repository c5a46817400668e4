import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Lifetime } from '../lifetime.ts';
import { type Answer, answerSchema, type Order, type Report } from './messages.ts';

/** A sender of the demo, in a process of its own. */
export interface RunningSender {
  readonly pid: number | undefined;
  /** Where it takes webhooks, null when it only asks. */
  readonly port: number | null;
  /** Resolves when it has begun. */
  begin(order: Exclude<Order, { kind: 'report' }>): Promise<void>;
  /** What it knows now, by its own account. */
  report(): Promise<Report>;
}

/**
 * Starts a sender's program and waits until it is there. It ends with the demo's lifetime; should it end before, so
 * does the demo. What it writes to standard error goes to `logFile`.
 */
export async function startSender(
  script: string,
  { logFile, life }: { logFile: number; life: Lifetime },
): Promise<RunningSender> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    // Newer Nodes read TypeScript themselves, which starts the process sooner.
    execArgv: process.features.typescript === false ? ['--import', import.meta.resolve('tsx')] : [],
    stdio: ['ignore', 'ignore', logFile, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let wanted = true;
  life.onEnd({
    async gently() {
      wanted = false;
      if (child.connected) child.disconnect();
      await ended;
    },
    atOnce: () => child.kill('SIGKILL'),
  });
  child.once('error', (error) => life.fail(error));
  child.once('exit', (code, signal) => {
    if (wanted) life.fail(new Error(`The program ${script} ended before its time (${signal ?? code}).`));
  });

  const { port } = await answer(child, 'started', life.signal);
  return {
    pid: child.pid,
    port,
    async begin(order) {
      child.send(order);
      await answer(child, 'ready', life.signal);
    },
    async report() {
      child.send({ kind: 'report' } satisfies Order);
      return (await answer(child, 'report', life.signal)).report;
    },
  };
}

/** The child's next message, which must be of this kind: it speaks only when it is spoken to. */
async function answer<Kind extends Answer['kind']>(
  child: ChildProcess,
  kind: Kind,
  signal: AbortSignal,
): Promise<Extract<Answer, { kind: Kind }>> {
  const [message]: unknown[] = await once(child, 'message', { signal });
  const parsed = answerSchema.parse(message);
  if (!isKind(parsed, kind)) throw new Error(`A sender answered ${parsed.kind} where ${kind} was due.`);
  return parsed;
}

function isKind<Kind extends Answer['kind']>(
  parsed: Answer,
  kind: Kind,
): parsed is Extract<Answer, { kind: Kind }> {
  return parsed.kind === kind;
}

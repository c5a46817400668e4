import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildChildren } from './build-children.ts';

/** A process of the benchmark's own, that listens on a port or answers questions. */
export interface Child {
  /** What it said when it was ready. */
  readonly ready: unknown;
  /** Asks one thing and waits for the one answer. Not to be called again before that. */
  ask(question: Serializable): Promise<unknown>;
  /** Lets it end in order. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Where a run lives: a temporary folder on a real disk, and the processes it started. */
export interface Workplace {
  readonly folder: string;
  /** Starts one of `servers/`, by its name. */
  start(script: string, options?: ChildOptions): Promise<Child>;
  /** Ends every process and removes the folder; also happens when this process ends in any other way. */
  close(): void;
}

const READY_MILLIS_MAX = 30_000;
const STOP_MILLIS_MAX = 15_000;

/** Opens one. Children end with this process whatever ends it: their channel to it closes. */
export function openWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-'));
  const built = join(folder, 'built');
  const children = new Set<ChildProcess>();
  const close = () => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', close);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }

  buildChildren(built);
  return {
    folder,
    close,
    async start(script, { env = {}, nodeOptions = [] } = {}) {
      const log = join(folder, `child-${children.size}.log`);
      const child = fork(join(built, `${script}.mjs`), {
        execArgv: [...nodeOptions],
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'ignore', openSync(log, 'w'), 'ipc'],
      });
      children.add(child);
      const complaint = () =>
        new Error(`${script} ended too early:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
      return {
        ready: await answerOf(child, complaint, READY_MILLIS_MAX),
        async ask(question) {
          const answer = answerOf(child, complaint);
          child.send(question);
          return answer;
        },
        async stop() {
          const ended =
            child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
          child.disconnect();
          const late = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS_MAX);
          await ended;
          clearTimeout(late);
          children.delete(child);
        },
      };
    },
  };
}

/** The next thing a child says; rejects when it ends or takes too long instead. */
async function answerOf(child: ChildProcess, complaint: () => Error, millisMax?: number): Promise<unknown> {
  const settled = new AbortController();
  const signal =
    millisMax === undefined
      ? settled.signal
      : AbortSignal.any([settled.signal, AbortSignal.timeout(millisMax)]);
  const ended = once(child, 'exit', { signal }).then(() => {
    throw complaint();
  });
  try {
    const [answer]: unknown[] = await Promise.race([once(child, 'message', { signal }), ended]);
    return answer;
  } finally {
    ended.catch(() => undefined); // given up below, or thrown above
    settled.abort();
  }
}

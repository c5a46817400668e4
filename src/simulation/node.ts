import { createHeed, type Heed, type HeedParts } from '../heed.ts';
import type { Log } from '../log.ts';
import type { Chance } from './chance.ts';
import { beginLife, type Life, type LifeParts } from './life.ts';

/** One of the machines that run the service: a process at a time, and a clock of its own. */
export interface SimulatedNode {
  readonly name: string;
  /** The process that runs now; undefined while none does. */
  readonly process: { readonly life: Life; readonly heed: Heed } | undefined;
  /** Milliseconds its clock is ahead. */
  skewMillis: number;
  /** Starts a process, unless one runs. */
  start(): void;
  /** Ends the process at once. */
  kill(): void;
}

export interface NodeParts extends Omit<LifeParts, 'skew'> {
  readonly name: string;
  /** What of the service is the same on all nodes. */
  readonly shared: Pick<
    HeedParts,
    | 'keyring'
    | 'identityKey'
    | 'baseUrl'
    | 'targetPolicy'
    | 'compose'
    | 'sendMail'
    | 'adminEmails'
    | 'alertWebhook'
  >;
  /** What its code logs as an error. */
  readonly failed: (event: string, code: string) => void;
  /** Puts the service together; a test may put in something that is broken. */
  readonly createHeed?: typeof createHeed | undefined;
}

/** Makes a node that is switched off. */
export function createNode(parts: NodeParts): SimulatedNode {
  const { chance, name } = parts;
  const make = parts.createHeed ?? createHeed;
  let process: SimulatedNode['process'];

  const node: SimulatedNode = {
    name,
    skewMillis: 0,
    get process() {
      return process;
    },
    start() {
      if (process !== undefined) return;
      const life = beginLife({ ...parts, skew: () => node.skewMillis });
      const heed = make({
        ...parts.shared,
        database: life.database,
        outbound: life.outbound,
        sleep: life.sleep,
        now: life.now,
        random: chance.bytes,
        log: logOf(parts.failed),
        // After everything that is ready at this instant.
        yieldTurn: () => life.sleep(0),
      });
      process = { life, heed };
      void life.ended.then(() => {
        if (process?.life === life) process = undefined;
      });
    },
    kill() {
      process?.life.die();
      process = undefined;
    },
  };
  return node;
}

function logOf(failed: NodeParts['failed']): Log {
  return {
    info: () => undefined,
    warn: () => undefined,
    error: (event, fields) => failed(event, String(fields?.code ?? '')),
  };
}

/** What a node's clock says when it is set: up to five minutes from the truth, either way. */
export function drawSkew(chance: Chance): number {
  return chance.between(-SKEW_MILLIS_MAX, SKEW_MILLIS_MAX);
}

const SKEW_MILLIS_MAX = 5 * 60_000;

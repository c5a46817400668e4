import type { Sleep } from '../propagation/wake.ts';
import type { Outbound } from '../senders/outbound/outbound.ts';
import type { Database } from '../store/database.ts';
import type { Chance } from './chance.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** When a process dies: after so many more steps to the world outside, and whether the last of them is still done. */
export interface Fuse {
  readonly steps: number;
  readonly afterwards: boolean;
}

/** One run of one process, from its start to its end. What it was waiting for when it died never comes. */
export interface Life {
  readonly dead: boolean;
  /** Resolves when it has died. */
  readonly ended: Promise<void>;
  /** The process's own clock: off by its skew. */
  readonly now: () => number;
  light(fuse: Fuse): void;
  /** It dies here and now. */
  die(): void;
  /** Nothing of it moves until then, as under SIGSTOP or on a laptop that was shut. */
  freezeUntil(instant: number): void;
  /** Resolves when it is awake; never once it is dead. */
  awake(): Promise<void>;
  readonly database: Database;
  readonly outbound: Outbound;
  readonly sleep: Sleep;
}

export interface LifeParts {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly database: Database;
  readonly outbound: Outbound;
  /** Milliseconds its clock is ahead at the moment; negative where it is behind. */
  readonly skew: () => number;
  /** May throw in place of a step to the database, before or after it was done: the database is in trouble. */
  readonly trouble: () => 'none' | 'before' | 'after';
}

/** What a database in trouble answers. */
export class DatabaseTrouble extends Error {
  readonly code = 'DATABASE_TROUBLE';
}

// So seldom that a run stays quick, so often that any two steps of two processes fall into each other's middle.
const HESITATES = 0.02;
const HESITATION_MILLIS_MAX = 200;

/** Begins a life. Everything it does passes through here, so it can end at any await, before or after the effect. */
export function beginLife(parts: LifeParts): Life {
  const { clock, chance, database } = parts;
  let dead = false;
  let fuse: Fuse | undefined;
  let frozenUntil = Number.NEGATIVE_INFINITY;
  let tellEnd: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    tellEnd = resolve;
  });

  function die(): void {
    dead = true;
    tellEnd();
  }

  async function awake(): Promise<void> {
    while (!dead && clock.now() < frozenUntil) await clock.sleep(frozenUntil - clock.now());
    if (dead) await never();
  }

  /** True when this step is the last. */
  function burnsDown(): boolean {
    if (fuse === undefined) return false;
    fuse = { ...fuse, steps: fuse.steps - 1 };
    return fuse.steps <= 0;
  }

  async function through<T>(effect: () => Promise<T>): Promise<T> {
    if (dead || clock.now() < frozenUntil) await awake();
    if (chance.happens(HESITATES)) {
      await clock.sleep(chance.between(1, HESITATION_MILLIS_MAX));
      await awake();
    }
    const last = burnsDown();
    if (last && fuse?.afterwards !== true) die();
    if (dead) return never();
    const result = await effect();
    if (last) die();
    if (dead || clock.now() < frozenUntil) await awake();
    return result;
  }

  async function troubled<T>(effect: () => Promise<T>): Promise<T> {
    const trouble = parts.trouble();
    if (trouble === 'before') throw new DatabaseTrouble();
    const result = await effect();
    if (trouble === 'after') throw new DatabaseTrouble();
    return result;
  }

  return {
    get dead() {
      return dead;
    },
    ended,
    now: () => clock.now() + parts.skew(),
    light(given) {
      fuse = given;
    },
    die,
    freezeUntil(instant) {
      frozenUntil = Math.max(frozenUntil, instant);
    },
    awake,
    database: {
      ...database,
      all: (query) => through(() => troubled(() => database.all(query))),
      commit: (statements) => through(() => troubled(() => database.commit(statements))),
      inTurn: (work) => work(),
    },
    outbound: { post: (request) => through(() => parts.outbound.post(request)) },
    async sleep(millis, signal) {
      await clock.sleep(millis, signal);
      await awake();
    },
  };
}

/** What a dead process waits for. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

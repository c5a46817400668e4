import type { Append } from './append.ts';
import type { Verdicted } from './decide.ts';
import { type Decision, isRecordable } from './decision.ts';

export interface GroupCommitParts {
  readonly append: Append;
  /** Lets everything that is ready run first, so that requests that arrived together are committed together. */
  readonly yieldTurn: () => Promise<void>;
  /** Most decisions in one commit; what is over waits for the next. */
  readonly decisionsMax?: number;
}

interface Waiting {
  readonly decisions: readonly Decision[];
  readonly resolve: (outcomes: Verdicted[]) => void;
  readonly reject: (error: unknown) => void;
}

const DECISIONS_MAX = 2_000;
// Fewer callers than this are not worth two commits.
const CALLERS_TOGETHER = 100;

/**
 * Appends the decisions of concurrent callers in one commit: a durable write costs an fsync, and this shares it. Each
 * caller gets the outcomes of its own decisions, after they are durable; when a commit fails, every caller in it is
 * told so, and what could never be recorded is turned away before it can make one fail. Order of arrival is order in
 * the ledger.
 *
 * Of many callers only half go at once: while they are committed, others are answered and ask again. All in one group,
 * everybody would wait for everybody's commit and then for everybody's answer.
 */
export function createGroupCommit({
  append,
  yieldTurn,
  decisionsMax = DECISIONS_MAX,
}: GroupCommitParts): Append {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    await yieldTurn();
    while (waiting.length > 0) {
      const group = takeGroup();
      await commitGroup(group);
      await yieldTurn();
    }
    running = false;
  }

  function takeGroup(): Waiting[] {
    let count = 0;
    const callersMax = Math.max(CALLERS_TOGETHER, Math.ceil(waiting.length / 2));
    const end = waiting.findIndex(({ decisions }, index) => {
      count += decisions.length;
      return index === callersMax || (index > 0 && count > decisionsMax);
    });
    const group = end === -1 ? waiting : waiting.slice(0, end);
    waiting = end === -1 ? [] : waiting.slice(end);
    return group;
  }

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await append(group.flatMap(({ decisions }) => decisions));
      let from = 0;
      for (const { decisions, resolve } of group) {
        resolve(outcomes.slice(from, from + decisions.length));
        from += decisions.length;
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (decisions) =>
    new Promise((resolve, reject) => {
      if (!decisions.every(isRecordable)) {
        reject(new RangeError('a decision has a time that is no whole millisecond of the calendar'));
        return;
      }
      waiting.push({ decisions, resolve, reject });
      // run() cannot reject: commitGroup hands every failure to the callers it belongs to.
      if (!running) void run();
    });
}

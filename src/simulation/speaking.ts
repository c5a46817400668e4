import type { Verdicted } from '../consent/decide.ts';
import type { Channel, Decision, DecisionWord } from '../consent/decision.ts';
import { historyOf } from '../consent/history.ts';
import type { Scope } from '../consent/scope.ts';
import { standingBefore } from '../consent/standing-before.ts';
import type { Heed } from '../heed.ts';
import type { Chance } from './chance.ts';
import type { Checker } from './checks/checker.ts';
import type { SimulatedNode } from './node.ts';
import type { People } from './people.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { MINUTE, SECOND } from './weather.ts';

/** Something somebody wants to say. `undo` takes back their last opt-out at the scope. */
export interface Utterance {
  readonly person: number;
  readonly kind: Exclude<DecisionWord['kind'], 'pause_end'>;
  readonly scope: Scope;
  readonly channel: Channel;
  /** How long before it comes in they said it, ms. */
  readonly agoMillis: number;
  /** The end of a pause, epoch ms. */
  readonly until?: number | undefined;
}

/** What became of everything that was said so far. */
export interface Spoken {
  optOuts: number;
  recorded: number;
  already: number;
  stale: number;
  /** Requests that were not answered, or not with success; each was made again. */
  failed: number;
}

export interface SpeakingParts {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly people: People;
  readonly nodes: readonly SimulatedNode[];
  readonly checker: Checker;
  /** Told which node has just recorded something. */
  readonly recorded: (node: SimulatedNode) => void;
}

/** Says things to the service as a browser, a mail program or a colleague on the telephone does. */
export interface Speaking {
  readonly spoken: Spoken;
  /** One request to a node; made again, elsewhere and later, until it is answered with success. */
  say(utterances: readonly Utterance[], at: SimulatedNode): Promise<void>;
}

// What browsers and proxies wait, roughly.
const PATIENCE_MILLIS = 30 * SECOND;

export function createSpeaking(parts: SpeakingParts): Speaking {
  const { clock, chance, people, checker } = parts;
  const spoken: Spoken = { optOuts: 0, recorded: 0, already: 0, stale: 0, failed: 0 };

  /** One try; false where it was not answered, or not with success. */
  async function tried(utterances: readonly Utterance[], node: SimulatedNode): Promise<boolean> {
    if (node.process === undefined) return false;
    const { heed, life } = node.process;
    const headSeqBefore = checker.book.headSeq;
    const outcomes = await Promise.race([
      recordedBy(heed, life.now, utterances).catch(() => undefined),
      life.ended.then(() => undefined),
      clock.sleep(PATIENCE_MILLIS).then(() => undefined),
    ]);
    if (outcomes === undefined) return false;
    for (const { utterance, outcome } of outcomes) {
      spoken[outcome.kind]++;
      const { person, kind, scope } = utterance;
      checker.answered({ person, said: { kind, scope }, headSeqBefore, outcome });
    }
    parts.recorded(node);
    return true;
  }

  async function recordedBy(heed: Heed, now: () => number, utterances: readonly Utterance[]) {
    const decided: { readonly utterance: Utterance; readonly decision: Decision }[] = [];
    for (const utterance of utterances) {
      const decision = await decisionOf(heed, utterance, now());
      if (decision !== undefined) decided.push({ utterance, decision });
    }
    const outcomes: readonly Verdicted[] = await heed.append(decided.map(({ decision }) => decision));
    return decided.flatMap(({ utterance }, index) => {
      const outcome = outcomes[index];
      return outcome === undefined ? [] : [{ utterance, outcome }];
    });
  }

  async function decisionOf(heed: Heed, utterance: Utterance, now: number): Promise<Decision | undefined> {
    const { recipientId, addressSealed } = people.person(utterance.person);
    const word = await wordOf(heed, utterance, now);
    return (
      word && {
        ...word,
        recipientId,
        addressSealed,
        scope: utterance.scope,
        requestedAt: now - utterance.agoMillis,
        receivedAt: now,
        channel: utterance.channel,
        evidence: {},
      }
    );
  }

  async function wordOf(
    heed: Heed,
    { person, kind, scope, until }: Utterance,
    now: number,
  ): Promise<DecisionWord | undefined> {
    if (kind === 'pause') return { kind, until: until ?? now };
    if (kind !== 'undo') return { kind };
    const history = await historyOf(heed.database, people.person(person).recipientId);
    const entry = history.find((row) => row.kind === 'opt_out' && row.scope === scope);
    const restores = entry && standingBefore(history, entry);
    return restores && { kind, undoes: entry.seq, restores };
  }

  return {
    spoken,
    async say(utterances, at) {
      spoken.optOuts += utterances.filter(({ kind }) => kind === 'opt_out').length;
      let node = at;
      while (!(await tried(utterances, node))) {
        spoken.failed++;
        await clock.sleep(chance.magnitude(2 * SECOND, 5 * MINUTE));
        node = chance.pick(parts.nodes);
      }
    },
  };
}

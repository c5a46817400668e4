import type { Topic } from '../brands/topic.ts';
import type { RecipientId } from '../consent/recipient.ts';
import { topicScope } from '../consent/scope.ts';
import { effectOn, isUndeliverable, type Standing } from '../consent/standing.ts';

/** May this address be mailed about this topic? A no names its reason. */
export type GateAnswer =
  | {
      readonly allowed: true;
      readonly recipientId: RecipientId;
      readonly reason: 'no_objection' | 'transactional';
    }
  | {
      readonly allowed: false;
      readonly recipientId: RecipientId;
      /** `sender_held`: nothing the person said; the sender that asks may mail nobody. */
      readonly reason: 'opted_out' | 'paused' | 'undeliverable' | 'sender_held';
    }
  | { readonly allowed: false; readonly recipientId: null; readonly reason: 'not_an_address' };

/** One question at the gate with everything that decides it. */
export interface GateCase {
  readonly topic: Topic;
  /** What stands for the person; nothing where nobody has heard of them. */
  readonly standings: readonly Standing[];
  /** True while the sender that asks is held for this brand. */
  readonly held: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** Pure: the gate's answer for one person. What they said themselves comes before what holds the sender. */
export function answerFor(recipientId: RecipientId, { topic, standings, held, now }: GateCase): GateAnswer {
  // Guarantee 9: what the law calls transactional is not what the person objected to, nor what a hold is about.
  if (topic.kind === 'transactional') return { allowed: true, recipientId, reason: 'transactional' };
  const effect = effectOn(topicScope(topic.brand, topic.id), standings, now);
  if (effect.kind === 'suppressed') return { allowed: false, recipientId, reason: effect.reason };
  if (isUndeliverable(standings)) return { allowed: false, recipientId, reason: 'undeliverable' };
  if (held) return { allowed: false, recipientId, reason: 'sender_held' };
  return { allowed: true, recipientId, reason: 'no_objection' };
}

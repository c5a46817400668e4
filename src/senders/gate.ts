import type { Directory } from '../brands/directory.ts';
import type { Topic } from '../brands/topic.ts';
import { normaliseAddress } from '../consent/address.ts';
import { type RecipientId, recipientId } from '../consent/recipient.ts';
import { type Scope, topicScope } from '../consent/scope.ts';
import { effectOn, isUndeliverable, type Standing } from '../consent/standing.ts';
import { type StandingLookup } from '../consent/standing-row.ts';
import type { IdentityKey } from '../keys/identity.ts';

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
      readonly reason: 'opted_out' | 'paused' | 'undeliverable';
    }
  | { readonly allowed: false; readonly recipientId: null; readonly reason: 'not_an_address' };

export type GateOutcome =
  | { readonly kind: 'answered'; readonly answers: GateAnswer[] }
  /** An error and not a yes: a typo in a topic must not open the gate. */
  | { readonly kind: 'unknown_topic' };

export interface GateParts {
  readonly directory: Directory;
  readonly standings: StandingLookup;
  readonly identityKey: IdentityKey;
}

/**
 * Answers, for each address in order, whether mail of a topic may be sent at `now` (epoch ms). It fails closed: when
 * the database cannot answer it throws, and the caller says no. Transactional mail passes a promotional opt-out.
 */
export async function checkGate(
  parts: GateParts,
  {
    brand,
    topic,
    addresses,
    now,
  }: { brand: string; topic: string; addresses: readonly string[]; now: number },
): Promise<GateOutcome> {
  const found = (await parts.directory.brand(brand))?.topics.get(topic);
  if (found === undefined) return { kind: 'unknown_topic' };
  const ids = addresses.map((given) => {
    const normalised = normaliseAddress(given);
    return normalised.kind === 'address' ? recipientId(parts.identityKey, normalised.address) : null;
  });
  const standings = await parts.standings([...new Set(ids.filter((id) => id !== null))]);
  const scope = topicScope(brand, topic);
  return {
    kind: 'answered',
    answers: ids.map((id) =>
      id === null
        ? { allowed: false, recipientId: null, reason: 'not_an_address' }
        : answerFor(id, { topic: found, scope, standings: standings.get(id)?.standings ?? NOTHING, now }),
    ),
  };
}

const NOTHING: readonly Standing[] = [];

interface GateCase {
  readonly topic: Topic;
  readonly scope: Scope;
  readonly standings: readonly Standing[];
  readonly now: number;
}

function answerFor(id: RecipientId, { topic, scope, standings, now }: GateCase): GateAnswer {
  // Guarantee 9: what the law calls transactional is not what the person objected to.
  if (topic.kind === 'transactional') return { allowed: true, recipientId: id, reason: 'transactional' };
  const effect = effectOn(scope, standings, now);
  if (effect.kind === 'suppressed') return { allowed: false, recipientId: id, reason: effect.reason };
  if (isUndeliverable(standings)) return { allowed: false, recipientId: id, reason: 'undeliverable' };
  return { allowed: true, recipientId: id, reason: 'no_objection' };
}

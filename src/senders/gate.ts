import type { Directory } from '../brands/directory.ts';
import type { Topic } from '../brands/topic.ts';
import { normaliseAddress } from '../consent/address.ts';
import { recipientId } from '../consent/recipient.ts';
import type { StandingLookup } from '../consent/standing-row.ts';
import type { IdentityKey } from '../keys/identity.ts';
import type { Database } from '../store/database.ts';
import { answerFor, type GateAnswer } from './gate-answer.ts';
import { holdFactsOf, holdFactsOfBrand } from './held-senders.ts';
import { type Held, heldIn } from './hold.ts';

export type GateOutcome =
  | {
      readonly kind: 'answered';
      /** One for each address, in order. */
      readonly answers: readonly GateAnswer[];
      /** What holds the sender that asks; absent where nothing does, or the mail is transactional. */
      readonly held?: Held | undefined;
      /** Where no sender was named: those of the brand that are held, by their ids. Whoever asks must look for itself. */
      readonly heldSenders?: readonly string[] | undefined;
    }
  /** An error and not a yes: a typo in a topic must not open the gate. */
  | { readonly kind: 'unknown_topic' }
  /** The same for a sender. */
  | { readonly kind: 'unknown_sender' };

export interface GateParts {
  readonly database: Database;
  readonly directory: Directory;
  readonly standings: StandingLookup;
  readonly identityKey: IdentityKey;
}

export interface GateQuestion {
  readonly brand: string;
  readonly topic: string;
  readonly addresses: readonly string[];
  /** The sender that is about to mail, where it is known. */
  readonly sender?: string | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Answers, for each address in order, whether mail of a topic may be sent. It fails closed: when the database cannot
 * answer it throws, and the caller says no. Transactional mail passes a promotional opt-out, and a hold.
 */
export async function checkGate(parts: GateParts, question: GateQuestion): Promise<GateOutcome> {
  const { brand, addresses, now } = question;
  const topic = (await parts.directory.brand(brand))?.topics.get(question.topic);
  if (topic === undefined) return { kind: 'unknown_topic' };
  const ids = addresses.map((given) => {
    const normalised = normaliseAddress(given);
    return normalised.kind === 'address' ? recipientId(parts.identityKey, normalised.address) : null;
  });
  const [standings, holds] = await Promise.all([
    parts.standings([...new Set(ids.filter((id) => id !== null))]),
    holdsAt(parts.database, question, topic),
  ]);
  if (holds === 'unknown_sender') return { kind: holds };
  const held = holds.held !== undefined;
  return {
    kind: 'answered',
    ...holds,
    answers: ids.map((id) =>
      id === null
        ? { allowed: false, recipientId: null, reason: 'not_an_address' }
        : answerFor(id, { topic, standings: standings.get(id)?.standings ?? [], held, now }),
    ),
  };
}

interface Holds {
  readonly held?: Held | undefined;
  readonly heldSenders?: readonly string[] | undefined;
}

async function holdsAt(
  database: Database,
  { brand, sender, now }: GateQuestion,
  { kind }: Topic,
): Promise<Holds | 'unknown_sender'> {
  if (sender !== undefined) {
    const facts = await holdFactsOf(database, sender);
    if (facts === undefined) return 'unknown_sender';
    return kind === 'transactional' ? {} : { held: heldIn(facts, { brand, now }) };
  }
  if (kind === 'transactional') return {};
  const all = await holdFactsOfBrand(database, brand);
  return {
    heldSenders: [...all].flatMap(([id, facts]) => (heldIn(facts, { brand, now }) === undefined ? [] : [id])),
  };
}

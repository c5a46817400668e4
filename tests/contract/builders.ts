import { normaliseAddress } from '../../src/consent/address.ts';
import { type Append, createAppend } from '../../src/consent/append.ts';
import type { Circumstances } from '../../src/consent/decide.ts';
import type { Decision } from '../../src/consent/decision.ts';
import { createGroupCommit } from '../../src/consent/group-commit.ts';
import { type RecipientId, recipientId } from '../../src/consent/recipient.ts';
import { parseScope, type Scope } from '../../src/consent/scope.ts';
import { parseIdentityKey } from '../../src/keys/identity.ts';
import { type Keyring, parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { type Sealed, seal } from '../../src/keys/seal.ts';
import type { Database } from '../../src/store/database.ts';

// Test data, not secrets: 32 times the same byte.
const TEST_BYTES = Buffer.alloc(32, 7).toString('base64url');
const keyring = testKeyring();
const identityKey = testIdentityKey();
const random = createRandomBytes();

/** A Monday noon in UTC, far from every holiday. */
export const NOON = Date.UTC(2026, 5, 1, 12);
const DAY_MILLIS = 86_400_000;

function testKeyring(): Keyring {
  const outcome = parseKeyring(`test:${TEST_BYTES}`);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function testIdentityKey() {
  const outcome = parseIdentityKey(TEST_BYTES);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

/** The recipient id of an address. */
export function idOf(spelling: string): RecipientId {
  const outcome = normaliseAddress(spelling);
  if (outcome.kind === 'not_an_address') throw new Error(outcome.code);
  return recipientId(identityKey, outcome.address);
}

/** An address sealed for its recipient; never twice the same text. */
export function sealedFor(spelling: string): Sealed {
  return seal(keyring, random, spelling, idOf(spelling));
}

export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

interface Said {
  readonly by?: string;
  readonly about?: string;
  readonly at?: number;
  readonly addressSealed?: Sealed | null;
  readonly evidence?: Decision['evidence'];
}

/** One person's "stop", said and received at noon. */
export function anOptOut(said: Said = {}): Decision {
  return { ...circumstances(said), kind: 'opt_out' };
}

export function anOptIn(said: Said = {}): Decision {
  return { ...circumstances(said), kind: 'opt_in' };
}

function circumstances({ by = 'jane@example.com', about = 'clearview', at = NOON, ...rest }: Said) {
  return {
    recipientId: idOf(by),
    addressSealed: sealedFor(by),
    scope: scopeOf(about),
    requestedAt: at,
    receivedAt: at,
    channel: 'one_click',
    evidence: {},
    ...rest,
  } as const;
}

/** Opt-outs of that many different people. */
export function optOuts(count: number, name = 'person'): Decision[] {
  return Array.from({ length: count }, (_, index) => anOptOut({ by: `${name}-${index}@example.com` }));
}

/** Deadlines without a calendar: ten days. */
export const tenDays: Circumstances['clocks'] = (_, { requestedAt }) => ({
  targetAt: requestedAt + 2 * DAY_MILLIS,
  dueAt: requestedAt + 10 * DAY_MILLIS,
  strictDueAt: requestedAt + 10 * DAY_MILLIS,
});

/** The way into the ledger, as a process of the service makes it. */
export function appendTo(database: Database): Append {
  const append = createAppend({
    database,
    now: () => NOON,
    clocks: async () => tenDays,
    salt: () => Buffer.from(random(12)).toString('base64url'),
    // Two in step would lose to each other for ever; one that always waits would lose to one that does not.
    backOff: () => (Math.random() < 0.25 ? nextTurn() : Promise.resolve()),
  });
  return (decisions) => database.inTurn(() => append(decisions));
}

/** The same, with concurrent callers in one commit. */
export function groupAppendTo(database: Database): Append {
  return createGroupCommit({ append: appendTo(database), yieldTurn: nextTurn });
}

/** The same database, where writers do not wait for each other: then the constraints alone settle their races. */
export function withoutTurns(database: Database): Database {
  return { ...database, inTurn: (work) => work() };
}

/** Lets everything that is ready run first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

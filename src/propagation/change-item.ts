import { type Address, normaliseAddress } from '../consent/address.ts';
import { addressSha256 } from '../consent/recipient.ts';
import type { Keyring } from '../keys/keyring.ts';
import { parseSealed, unseal } from '../keys/seal.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Database } from '../store/database.ts';
import type { Owed } from './backlog.ts';
import { instantWriter } from './instant-text.ts';
import { peopleReader } from './people.ts';
import { type Audience, type State, statesFor } from './state.ts';

/** An item ready to go, or why there is none: then its recipient is parked, so that they hold up nobody else. */
export type Prepared =
  | { readonly kind: 'item'; readonly owed: Owed; readonly item: ChangeItem }
  | { readonly kind: 'unsendable'; readonly owed: Owed; readonly code: UnsendableCode };

/** The address was erased, or its sealing key is gone. */
export type UnsendableCode = 'address_erased' | 'address_unreadable';

/** Turns what is owed into items that carry each recipient's whole state for these brands at `now` (epoch ms). */
export type PrepareItems = (owed: readonly Owed[], audience: Audience, now: number) => Promise<Prepared[]>;

/** Makes the reading of states and addresses for a batch. */
export function itemPreparer(database: Database, keyring: Keyring): PrepareItems {
  const readPeople = peopleReader(database);
  return async (owed, audience, now) => {
    const people = await readPeople(owed.map(({ recipientId }) => recipientId));
    const stateOf = statesFor(audience, now);
    // One each: what was asked for is of many instants, what is due of few days.
    const writers = { requestedAt: instantWriter(), dueAt: instantWriter() };
    return owed.map((one): Prepared => {
      const person = people.get(one.recipientId);
      const opened = openAddress(keyring, one.recipientId, person?.addressSealed ?? null);
      if (opened.kind === 'unsendable') return { ...opened, owed: one };
      const item = itemOf(one, opened.address, stateOf(person?.said ?? []), writers);
      return { kind: 'item', owed: one, item };
    });
  };
}

type Opened =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'unsendable'; readonly code: UnsendableCode };

function openAddress(keyring: Keyring, recipientId: string, text: string | null): Opened {
  if (text === null) return { kind: 'unsendable', code: 'address_erased' };
  const sealed = parseSealed(text);
  const spelling = sealed === undefined ? undefined : unseal(keyring, sealed, recipientId);
  const normalised = spelling === undefined ? undefined : normaliseAddress(spelling);
  if (normalised?.kind !== 'address') return { kind: 'unsendable', code: 'address_unreadable' };
  return { kind: 'address', address: normalised.address };
}

/** The item of a recipient. It is dated by their last entry, numbered by it or a newer one, and due by their earliest deadline. */
function itemOf(
  { entries, newestSeq }: Owed,
  address: Address,
  { promotional, topics, undeliverable }: State,
  write: { requestedAt: (millis: number) => string; dueAt: (millis: number) => string },
): ChangeItem {
  const last = entries.at(-1);
  let dueAt: number | null = null;
  for (const entry of entries) {
    if (entry.dueAt !== null && (dueAt === null || entry.dueAt < dueAt)) dueAt = entry.dueAt;
  }
  return {
    seq: newestSeq ?? last?.seq ?? 0,
    address,
    address_sha256: addressSha256(address),
    promotional,
    topics,
    undeliverable,
    requested_at: write.requestedAt(last?.requestedAt ?? 0),
    due_at: dueAt === null ? null : write.dueAt(dueAt),
  };
}

import type { BrandDirectory } from '../brands/directory.ts';
import { type Address, normaliseAddress } from '../consent/address.ts';
import { addressSha256 } from '../consent/recipient.ts';
import { brandOf, brandScope, EVERYTHING, type Scope, topicOf, topicScope } from '../consent/scope.ts';
import { effectOn, isUndeliverable, type Standing } from '../consent/standing.ts';
import { standingLookup } from '../consent/standing-row.ts';
import type { Keyring } from '../keys/keyring.ts';
import { parseSealed, unseal } from '../keys/seal.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';
import type { Database } from '../store/database.ts';
import { keyLookup } from '../store/key-lookup.ts';
import type { Owed } from './backlog.ts';

/** An item ready to go, or why there is none: then its recipient is parked, so that they hold up nobody else. */
export type Prepared =
  | { readonly kind: 'item'; readonly owed: Owed; readonly item: ChangeItem }
  | { readonly kind: 'unsendable'; readonly owed: Owed; readonly code: UnsendableCode };

/** The address was erased, or its sealing key is gone. */
export type UnsendableCode = 'address_erased' | 'address_unreadable';

/** Whose mail a state is about: a sender's brands, and what is known of them. */
export interface Audience {
  readonly brands: readonly string[];
  readonly directory: BrandDirectory;
}

/** Turns what is owed into items that carry each recipient's whole state for these brands at `now` (epoch ms). */
export type PrepareItems = (owed: readonly Owed[], audience: Audience, now: number) => Promise<Prepared[]>;

/** Makes the reading of states and addresses for a batch. */
export function itemPreparer(database: Database, keyring: Keyring): PrepareItems {
  const standings = standingLookup(database);
  const addresses = keyLookup(database, (keys) =>
    database.build.selectFrom('recipient').select(['id', 'address_sealed']).where('id', 'in', keys),
  );
  return async (owed, audience, now) => {
    const ids = owed.map(({ recipientId }) => recipientId);
    const [standing, rows] = await Promise.all([standings(ids), addresses(ids)]);
    const sealed = new Map(rows.map((row) => [row.id, row.address_sealed]));
    return owed.map((one): Prepared => {
      const opened = openAddress(keyring, one.recipientId, sealed.get(one.recipientId) ?? null);
      if (opened.kind === 'unsendable') return { ...opened, owed: one };
      const state = stateFor(standing.get(one.recipientId) ?? [], audience, now);
      return { kind: 'item', owed: one, item: itemOf(one, opened.address, state) };
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

type State = Pick<ChangeItem, 'promotional' | 'topics' | 'undeliverable'>;

/**
 * A recipient's vector for some brands: what may be sent, brand by brand and promotional topic by topic. It is made of
 * what was said about these brands alone: only those entries are carried to the sender, so whatever else entered into
 * the state would be told or not by chance.
 */
export function stateFor(standings: readonly Standing[], audience: Audience, now: number): State {
  const heard = standings.filter(
    ({ scope }) => scope === EVERYTHING || audience.brands.includes(brandOf(scope)),
  );
  const permission = (scope: Scope) => effectOn(scope, heard, now).kind;
  return {
    promotional: Object.fromEntries(audience.brands.map((id) => [id, permission(brandScope(id))])),
    topics: Object.fromEntries(topicsFor(heard, audience).map((scope) => [scope, permission(scope)])),
    undeliverable: isUndeliverable(heard),
  };
}

/**
 * The promotional topics of the directory, and every other topic the person has spoken of: the directory may be some
 * seconds old or have lost a topic, and an opt-out that is in no item would be acknowledged without being told.
 */
function topicsFor(heard: readonly Standing[], { brands, directory }: Audience): Scope[] {
  const kindOf = (scope: Scope) => directory.get(brandOf(scope))?.topics.get(topicOf(scope) ?? '')?.kind;
  const known = brands.flatMap((id) =>
    [...(directory.get(id)?.topics.keys() ?? [])].map((topic) => topicScope(id, topic)),
  );
  const spokenOf = heard
    .map(({ scope }) => scope)
    .filter((scope) => topicOf(scope) !== undefined)
    .sort();
  return [...new Set([...known, ...spokenOf])].filter((scope) => kindOf(scope) !== 'transactional');
}

/** The item of a recipient. It is numbered and dated by their last entry, and due by their earliest deadline. */
function itemOf({ entries }: Owed, address: Address, state: State): ChangeItem {
  const last = entries.at(-1);
  const dues = entries.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt !== null);
  return {
    seq: last?.seq ?? 0,
    address,
    address_sha256: addressSha256(address),
    ...state,
    requested_at: new Date(last?.requestedAt ?? 0).toISOString(),
    due_at: dues.length === 0 ? null : new Date(Math.min(...dues)).toISOString(),
  };
}

import type { Brand } from '../brands/brand.ts';
import type { BrandDirectory } from '../brands/directory.ts';
import type { Channel } from '../consent/decision.ts';
import { parseRecipientId, type RecipientId } from '../consent/recipient.ts';
import { brandOf, EVERYTHING, parseScope, type Scope, topicOf } from '../consent/scope.ts';
import { UNDO_MINUTES } from '../links/ages.ts';
import type { ReadEntry } from './ledger-reader.ts';

/** One person's opt-outs that one mail acknowledges: of one scope, or of several topics stopped with one press. */
export interface Acknowledgeable {
  readonly brand: Brand;
  readonly recipientId: RecipientId;
  /** In ledger order, at least one. */
  readonly optOuts: readonly OptOut[];
}

/** An entry that says stop. Times in epoch ms. */
export interface OptOut {
  readonly seq: number;
  readonly scope: Scope;
  readonly requestedAt: number;
  readonly dueAt: number | null;
  readonly evidenceJson: string | null;
}

// A person's own doing. What a company's system, a list or a mail server reported was not asked for by a reader who now
// waits for an answer.
const OWN_CHANNELS: ReadonlySet<string> = new Set<Channel>(['one_click', 'page', 'mail', 'phone', 'post']);

/** The earliest instant (epoch ms) since which any brand acknowledges; undefined where none does. */
export function earliestSwitch(brands: BrandDirectory): number | undefined {
  const instants = [...brands.values()].flatMap(({ profile }) => profile.acknowledgeOptOutsSince ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

const UNDO_MILLIS = UNDO_MINUTES * 60_000;
// An entry from further ahead than this was stamped by a clock that was wrong. Its age cannot be known, and waiting for
// the day it names could take years.
const AHEAD_MILLIS_MAX = 3_600_000;

/** True when the minutes for taking an entry back are over, at `now` (epoch ms). */
export function isPastUndo({ recorded_at }: Pick<ReadEntry, 'recorded_at'>, now: number): boolean {
  const age = now - recorded_at;
  return age >= UNDO_MILLIS || age < -AHEAD_MILLIS_MAX;
}

/**
 * Pure: what is to be acknowledged of these entries, as the brands are now: opt-outs that people made themselves, recorded
 * since their brand has it switched on. One of everything belongs to the first brand, by id, that had. Topics of one brand
 * that somebody stopped with one press come together. Whether they still stand is not looked at.
 */
export function acknowledgeable(entries: readonly ReadEntry[], brands: BrandDirectory): Acknowledgeable[] {
  const found = new Map<string, Acknowledgeable>();
  for (const entry of entries) {
    const one = oneOf(entry, brands);
    const [optOut] = one?.optOuts ?? [];
    if (one === undefined || optOut === undefined) continue;
    const { recipientId, brand } = one;
    const press =
      topicOf(optOut.scope) === undefined
        ? String(optOut.seq)
        : [recipientId, brand.id, optOut.requestedAt].join(' ');
    const before = found.get(press)?.optOuts ?? [];
    found.set(press, { ...one, optOuts: [...before, optOut] });
  }
  return [...found.values()];
}

function oneOf(entry: ReadEntry, brands: BrandDirectory): Acknowledgeable | undefined {
  if (entry.kind !== 'opt_out' || !OWN_CHANNELS.has(entry.channel)) return undefined;
  const recipientId = parseRecipientId(entry.recipient_id);
  const scope = parseScope(entry.scope);
  if (recipientId === undefined || scope === undefined) return undefined;
  const brand = brandFor(scope, entry, brands);
  if (brand === undefined) return undefined;
  const { seq, requested_at: requestedAt, due_at: dueAt, evidence_json: evidenceJson } = entry;
  return { brand, recipientId, optOuts: [{ seq, scope, requestedAt, dueAt, evidenceJson }] };
}

/** The brand that acknowledges an entry of this scope, if one had it switched on when the entry was recorded. */
function brandFor(scope: Scope, { recorded_at }: ReadEntry, brands: BrandDirectory): Brand | undefined {
  const candidates =
    scope === EVERYTHING
      ? [...brands.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1))
      : [...brands.values()].filter(({ id }) => id === brandOf(scope));
  return candidates.find(({ profile: { acknowledgeOptOutsSince: since } }) => {
    return since !== null && recorded_at >= since;
  });
}

/**
 * Pure: a batch without what may go on in the next one. The entries of one press were written together, and stay so.
 * `isFull`: more may follow.
 */
export function wholePresses(entries: readonly ReadEntry[], isFull: boolean): readonly ReadEntry[] {
  const last = entries.at(-1);
  if (!isFull || last === undefined) return entries;
  const before = entries.findLastIndex(
    ({ recipient_id, requested_at }) =>
      recipient_id !== last.recipient_id || requested_at !== last.requested_at,
  );
  return before === -1 ? entries : entries.slice(0, before + 1);
}

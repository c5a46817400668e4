import type { auditBy } from '../access/audit.ts';
import type { Directory } from '../brands/directory.ts';
import { type RandomBytes, randomId } from '../keys/random.ts';
import { dueOfBrands } from '../senders/backfill-due.ts';
import type { KnownSenders } from '../senders/known-senders.ts';
import { headSeq, lastEntryAbout } from '../senders/last-entry.ts';
import { holdInsert, type NewReplay, replayInsert } from '../senders/new-replay.ts';
import { isPushed, type Sender } from '../senders/sender.ts';
import type { Database, Statement } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';
import { fencedAudit } from './fenced-audit.ts';
import { furthest } from './positions.ts';
import { readSenderState, type SenderState } from './sender-state.ts';

export type BrandsSet =
  | { readonly kind: 'set'; readonly brands: readonly string[] }
  | { readonly kind: 'unknown_sender' }
  | { readonly kind: 'unknown_brands'; readonly brands: readonly string[] }
  /** A sender mails for one brand at least; one that mails for none is to be retired. */
  | { readonly kind: 'no_brand' };

export interface SetBrandsParts {
  readonly database: Database;
  readonly directory: Directory;
  readonly senders: KnownSenders;
  readonly random: RandomBytes;
}

/**
 * Sets the brands a sender mails for, with its audit row. A brand it is given is told it from the beginning, by a replay
 * of its own, and until that is acknowledged the sender is held for this brand. Of a brand it loses nothing is owed any
 * more. What a worker or a page had in hand comes to nothing: it was made for other brands.
 */
export async function setSenderBrands(
  parts: SetBrandsParts,
  id: string,
  wanted: readonly string[],
  audit: ReturnType<typeof auditBy>,
): Promise<BrandsSet> {
  const { database, directory, senders } = parts;
  const brands = [...new Set(wanted)];
  if (brands.length === 0) return { kind: 'no_brand' };
  const known = await directory.read();
  const unknown = brands.filter((brand) => !known.has(brand));
  if (unknown.length > 0) return { kind: 'unknown_brands', brands: unknown };
  for (;;) {
    senders.forget();
    const given = (await senders.read()).find((one) => one.id === id);
    if (given === undefined) return { kind: 'unknown_sender' };
    const state = await readSenderState(database, given);
    const { sender } = state;
    const gained = brands.filter((brand) => !sender.brands.includes(brand));
    const lost = sender.brands.filter((brand) => !brands.includes(brand));
    if (gained.length === 0 && lost.length === 0) return { kind: 'set', brands };
    const { now, entry } = audit('sender.set_brands', id);
    const told = await Promise.all(
      gained.map((brand) =>
        replayFor(parts, state, {
          brand,
          dueAt: dueOfBrands(
            [known.get(brand)?.policy].flatMap((policy) => policy ?? []),
            now,
          ),
          requestedBy: entry.actor,
          now,
        }),
      ),
    );
    const beginning = told.some((replay) => replay !== undefined) ? 0 : state.row.cursor_seq;
    const outcome = await database.commit([
      fencedAudit(database, state.row, entry),
      ...lost.flatMap((brand) => losing(database, { senderId: id, brand, now })),
      ...gained.map((brand, index) => gaining(database, { sender, brand, now, replay: told[index] })),
      ...told.flatMap((replay) =>
        replay === undefined
          ? []
          : [
              replayInsert(database, replay),
              holdInsert(database, { ...replay, reason: 'brand', seq: replay.toSeq }),
            ],
      ),
      moved(database, state.row, isPushed(sender) || gained.length === 0 ? undefined : beginning),
    ]);
    senders.forget();
    if (outcome.kind === 'committed') return { kind: 'set', brands };
  }
}

/** The replay that brings a sender what was said before it had a brand; undefined where nothing was. */
async function replayFor(
  { database, random }: SetBrandsParts,
  { row, sender, positions }: SenderState,
  { brand, dueAt, requestedBy, now }: { brand: string; dueAt: number; requestedBy: string; now: number },
): Promise<NewReplay | undefined> {
  // What was said about everything says something new about this brand, too.
  const last = await lastEntryAbout(database, [brand], await headSeq(database));
  if (last === 0) return undefined;
  const rewoundSeq = isPushed(sender) ? undefined : furthest(positions, row.cursor_seq);
  return {
    id: randomId('rpl', random),
    senderId: sender.id,
    kind: 'brand',
    brand,
    fromSeq: 0,
    toSeq: Math.max(last, rewoundSeq ?? 0),
    rewoundSeq,
    dueAt,
    requestedBy,
    createdAt: now,
  };
}

function gaining(
  database: Database,
  {
    sender,
    brand,
    now,
    replay,
  }: { sender: Sender; brand: string; now: number; replay: NewReplay | undefined },
): Statement {
  return database.build
    .insertInto('sender_brand')
    .values({ sender_id: sender.id, brand_id: brand, added_at: now, replay_id: replay?.id ?? null })
    .compile();
}

function losing(
  { build }: Database,
  { senderId, brand, now }: { senderId: string; brand: string; now: number },
): Statement[] {
  return [
    build
      .deleteFrom('sender_brand')
      .where('sender_id', '=', senderId)
      .where('brand_id', '=', brand)
      .compile(),
    build
      .updateTable('replay')
      .set({ finished_at: now, reason: 'brand_lost' })
      .where('sender_id', '=', senderId)
      .where('kind', '=', 'brand')
      .where('brand', '=', brand)
      .where('finished_at', 'is', null)
      .compile(),
    build.deleteFrom('hold').where('sender_id', '=', senderId).where('brand', '=', brand).compile(),
  ];
}

/**
 * Fences off whoever works for the brands of before, and frees their lease. One that fetches is moved to where it is told
 * of its new brands from: what it was served beyond did not speak of them.
 */
function moved(
  { build }: Database,
  { sender_id, epoch }: PropagationRow,
  fromSeq: number | undefined,
): Statement {
  return build
    .updateTable('propagation')
    .set({
      epoch: epoch + 1,
      lease_until: 0,
      ...(fromSeq === undefined ? {} : { cursor_seq: fromSeq, served_seq: fromSeq }),
    })
    .where('sender_id', '=', sender_id)
    .where('epoch', '=', epoch)
    .compile();
}

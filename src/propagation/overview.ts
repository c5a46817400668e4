import { SKEW_MILLIS_MAX } from '../deadline/skew.ts';
import type { Sender } from '../senders/sender.ts';
import type { Database } from '../store/database.ts';
import { shareUsed } from './latency.ts';
import { NOTHING_OWED } from './parked-span.ts';
import { type Owing, owing, readPositions, toldThrough } from './positions.ts';
import { openReplaysOf, type ReplayProgress } from './replay-list.ts';
import { readSenderStates, type SenderState } from './sender-states.ts';
import { latencyWithin, type WindowLatency } from './window-latency.ts';

/** The windows latency is reported over, in hours. */
export const WINDOWS = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
export type WindowName = keyof typeof WINDOWS;

/**
 * The oldest opt-out a sender has not acknowledged: the sender's legal exposure. Of what a replay is to bring, all waits
 * since the replay began, and is due with it. Epoch ms.
 */
export interface Oldest {
  readonly requestedAt: number;
  readonly dueAt: number;
  /** The part of the legal time used so far, in parts per 10,000. */
  readonly share: number;
}

export interface SenderOverview extends SenderState {
  readonly sender: Sender;
  /** Entries the sender has not acknowledged: behind its cursor, yet to be brought by a replay, or parked. */
  readonly lag: number;
  readonly parked: number;
  readonly oldest?: Oldest | undefined;
  /** What it is being brought that its cursor has passed. */
  readonly replays: readonly ReplayProgress[];
  readonly cursorSeq: number;
  readonly lastCode: string | null;
  readonly lastSettledAt: number | null;
  readonly windows: Readonly<Record<WindowName, WindowLatency>>;
}

const HOUR_MILLIS = 3_600_000;

/** What every sender owes and how fast it has been, at `now` (epoch ms). */
export async function overviewOf(
  database: Database,
  senders: readonly Sender[],
  now: number,
): Promise<SenderOverview[]> {
  const stateOf = await readSenderStates(database, now);
  return Promise.all(
    senders.map(async (sender) => ({
      ...stateOf(sender.id),
      ...(await senderOverview(database, sender, now)),
    })),
  );
}

type Measured = Omit<SenderOverview, keyof SenderState>;

async function senderOverview(database: Database, sender: Sender, now: number): Promise<Measured> {
  const { oldest, ...owed } = await owedTo(database, sender);
  const window = (hours: number) =>
    latencyWithin(database, sender.id, {
      fromHour: Math.floor(now / HOUR_MILLIS) - hours + 1,
      // What a clock that was wrong has counted for hours to come is nothing that has happened.
      toHour: Math.floor((now + SKEW_MILLIS_MAX) / HOUR_MILLIS) + 1,
    });
  return {
    sender,
    ...owed,
    oldest: oldest && {
      ...oldest,
      share: shareUsed({ ...oldest, receivedAt: oldest.requestedAt }, now, sender.createdAt),
    },
    windows: {
      '24h': await window(WINDOWS['24h']),
      '7d': await window(WINDOWS['7d']),
      '30d': await window(WINDOWS['30d']),
    },
  };
}

/**
 * What a sender owes now: how much, since when, and where its cursor stands. One that was retired mails nobody, and owes
 * nothing.
 */
export async function owedTo(
  database: Database,
  sender: Sender,
): Promise<Omit<Measured, 'sender' | 'windows' | 'oldest'> & Pick<Behind, 'oldest'>> {
  const [state] = await database.all(
    database.build
      .selectFrom('propagation')
      .select(['cursor_seq', 'last_code', 'last_settled_at'])
      .where('sender_id', '=', sender.id),
  );
  const cursorSeq = state?.cursor_seq ?? 0;
  const positions = await readPositions(database, sender.id);
  const retired = sender.retiredAt !== null;
  const behind = retired
    ? []
    : await Promise.all(owing(positions, cursorSeq).map((one) => behindPosition(database, one)));
  const parked = retired ? NOTHING : await parkedAt(database, sender.id, toldThrough(positions, cursorSeq));
  return {
    lag: behind.reduce((sum, { count }) => sum + count, parked.count),
    parked: parked.rows,
    oldest: mostUrgent([...behind, parked].map(({ oldest }) => oldest)),
    replays: await openReplaysOf(database, positions),
    cursorSeq,
    lastCode: state?.last_code ?? null,
    lastSettledAt: state?.last_settled_at ?? null,
  };
}

interface Behind {
  readonly count: number;
  readonly oldest: { readonly requestedAt: number; readonly dueAt: number } | undefined;
}

const NOTHING = { count: 0, rows: 0, oldest: undefined } as const;

const BRANDS_PER_QUERY_MAX = 90; // D1 takes 100 parameters

async function behindPosition(database: Database, one: Owing): Promise<Behind> {
  const { brands, afterSeq, throughSeq, replay } = one;
  const parts: Behind[] = [];
  for (let from = 0; from < brands.length; from += BRANDS_PER_QUERY_MAX) {
    const query = database.build
      .selectFrom('ledger')
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.min('due_at').as('due_at'),
        fn.min('requested_at').filterWhere('due_at', 'is not', null).as('requested_at'),
      ])
      .where('brand', 'in', brands.slice(from, from + BRANDS_PER_QUERY_MAX))
      .where('seq', '>', afterSeq);
    const [row] = await database.all(throughSeq === undefined ? query : query.where('seq', '<=', throughSeq));
    parts.push(behindOf(row));
  }
  const oldest = mostUrgent(parts.map((part) => part.oldest));
  const sinceReplay =
    oldest && replay && replay.due_at !== null
      ? { requestedAt: replay.created_at, dueAt: replay.due_at }
      : oldest;
  return { count: parts.reduce((sum, { count }) => sum + count, 0), oldest: sinceReplay };
}

function mostUrgent(all: readonly Behind['oldest'][]): Behind['oldest'] {
  const dated = all.filter((one) => one !== undefined);
  return dated.sort((one, other) => one.dueAt - other.dueAt)[0];
}

/** Those parked beyond the cursor are left out of the sum: they are counted as behind it. Nothing is owed to those told before. */
async function parkedAt(
  database: Database,
  senderId: string,
  cursorSeq: number,
): Promise<Behind & { readonly rows: number }> {
  const [row] = await database.all(
    database.build
      .selectFrom('parked')
      .select(({ fn }) => [
        fn.countAll<number>().as('rows'),
        fn
          .countAll<number>()
          .filterWhere((is) =>
            is.and([
              is('first_seq', '<=', cursorSeq),
              is.or([is('seqs', 'is', null), is('seqs', '<>', NOTHING_OWED)]),
            ]),
          )
          .as('count'),
        fn.min('due_at').as('due_at'),
        fn.min('requested_at').filterWhere('due_at', 'is not', null).as('requested_at'),
      ])
      .where('sender_id', '=', senderId),
  );
  return { ...behindOf(row), rows: row?.rows ?? 0 };
}

function behindOf(
  row: { count: number; due_at: number | null; requested_at: number | null } | undefined,
): Behind {
  const dated = row !== undefined && row.due_at !== null && row.requested_at !== null;
  return {
    count: row?.count ?? 0,
    oldest: dated ? { requestedAt: row.requested_at ?? 0, dueAt: row.due_at ?? 0 } : undefined,
  };
}

import type { Database, Statement } from '../../store/database.ts';
import type { HandListRow } from '../../store/schema.ts';

/** A list as it was written: what it holds is said by its hash, for the file itself is not kept. */
export interface HandList {
  readonly id: string;
  readonly senderId: string;
  /** It holds everybody concerned by the entries after `fromSeq`, up to and with `toSeq`. */
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The brands the sender had when it was begun. */
  readonly brands: readonly string[];
  /** Of the whole file, 64 hexadecimal digits. */
  readonly sha256: string;
  /** How many people it holds. */
  readonly items: number;
  /** When it was begun, epoch ms: what it holds is no older. */
  readonly writtenAt: number;
  /** An API key's id, an admin's name, or `cli`. */
  readonly writtenBy: string;
}

/** The statement that records a list. */
export function handListStatement(database: Database, list: HandList): Statement {
  return database.build
    .insertInto('hand_list')
    .values({
      id: list.id,
      sender_id: list.senderId,
      from_seq: list.fromSeq,
      to_seq: list.toSeq,
      brands: list.brands.join(' '),
      sha256: list.sha256,
      items: list.items,
      written_at: list.writtenAt,
      written_by: list.writtenBy,
    })
    .compile();
}

/** The lists written for a sender, the newest first, at most `limit`. */
export async function handListsOf(database: Database, senderId: string, limit = 100): Promise<HandList[]> {
  const query = database.build
    .selectFrom('hand_list')
    .selectAll()
    .where('sender_id', '=', senderId)
    .orderBy('to_seq', 'desc')
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  return (await database.all(query)).map(handListOf);
}

/** The lists of a sender that have this hash: several when one was written twice. The furthest first. */
export async function handListsWith(
  database: Database,
  senderId: string,
  sha256: string,
): Promise<HandList[]> {
  const query = database.build
    .selectFrom('hand_list')
    .selectAll()
    .where('sender_id', '=', senderId)
    .where('sha256', '=', sha256)
    .orderBy('to_seq', 'desc')
    .orderBy('written_at')
    .limit(1_000);
  return (await database.all(query)).map(handListOf);
}

function handListOf(row: HandListRow): HandList {
  return {
    id: row.id,
    senderId: row.sender_id,
    fromSeq: row.from_seq,
    toSeq: row.to_seq,
    brands: row.brands.split(' '),
    sha256: row.sha256,
    items: row.items,
    writtenAt: row.written_at,
    writtenBy: row.written_by,
  };
}

import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';

/** A sender with the brands it has at this moment: what a process has kept of it may be some seconds old. */
export async function senderAsItIs(database: Database, sender: Sender): Promise<Sender> {
  const query = database.build
    .selectFrom('sender_brand')
    .select('brand_id')
    .where('sender_id', '=', sender.id)
    .orderBy('brand_id')
    .limit(10_000);
  return { ...sender, brands: (await database.all(query)).map(({ brand_id }) => brand_id) };
}

/** When the youngest replay that is open for a sender was asked for, epoch ms; 0 where none is. */
export async function openReplaySince(database: Database, senderId: string): Promise<number> {
  const query = database.build
    .selectFrom('replay')
    .select(({ fn }) => fn.max('created_at').as('at'))
    .where('sender_id', '=', senderId)
    .where('finished_at', 'is', null);
  const [row] = await database.all(query);
  return row?.at ?? 0;
}

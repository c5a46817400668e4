import { type LadderChanges, ladderChangesSchema } from '../deadline/ladder.ts';
import { type LadderProblem, ladderProblems } from '../deadline/ladder-in-force.ts';
import type { Database } from '../store/database.ts';

/**
 * What would be wrong with a brand's ladder: in itself, and under those of its senders that lay changes of their own over
 * it. Nothing where it goes with all of them.
 */
export async function brandLadderProblems(
  database: Database,
  brandId: string,
  ladder: LadderChanges | null,
): Promise<readonly LadderProblem[]> {
  const own = ladderProblems(ladder);
  if (own.length > 0) return own;
  const rows = await database.all(
    database.build
      .selectFrom('sender')
      .innerJoin('sender_brand', 'sender_brand.sender_id', 'sender.id')
      .select(['sender.id', 'sender.ladder_json'])
      .where('sender_brand.brand_id', '=', brandId)
      .where('sender.ladder_json', 'is not', null)
      .orderBy('sender.id')
      .limit(10_000),
  );
  return rows.flatMap(({ id, ladder_json: text }) =>
    ladderProblems(ladder, parseLadder(text)).map(({ path, message }) => ({
      path,
      message: `${message} So it would be for the sender ${id}, which lays its own over it.`,
    })),
  );
}

/** A ladder's changes as they are stored; throws on what this version does not know. */
export function parseLadder(text: string | null): LadderChanges | null {
  return text === null ? null : ladderChangesSchema.parse(JSON.parse(text));
}

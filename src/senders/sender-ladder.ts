import { parseLadder } from '../brands/brand-ladder.ts';
import type { LadderChanges } from '../deadline/ladder.ts';
import { type LadderProblem, ladderProblems } from '../deadline/ladder-in-force.ts';
import type { Database } from '../store/database.ts';

const IN_LIST_MAX = 90; // D1 takes 100 parameters

/** What would be wrong with a sender's changes over the ladders of these brands; nothing where they go with all of them. */
export async function senderLadderProblems(
  database: Database,
  brands: readonly string[],
  ladder: LadderChanges | null,
): Promise<readonly LadderProblem[]> {
  const problems: LadderProblem[] = [];
  for (let from = 0; from < brands.length; from += IN_LIST_MAX) {
    const rows = await database.all(
      database.build
        .selectFrom('brand')
        .select(['id', 'ladder_json'])
        .where('id', 'in', brands.slice(from, from + IN_LIST_MAX))
        .orderBy('id'),
    );
    for (const { id, ladder_json: text } of rows) {
      for (const { path, message } of ladderProblems(parseLadder(text), ladder)) {
        problems.push({ path, message: `${message} So it would be over the ladder of the brand ${id}.` });
      }
    }
  }
  return problems;
}

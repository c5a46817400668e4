import { verifyLedger } from '../../consent/verify-ledger.ts';
import type { Endpoint } from '../endpoint.ts';
import { scopesOf, wordsOf } from '../scopes.ts';
import type { World } from '../world.ts';
import { concerns } from './sender-account.ts';

/**
 * What must be true once nothing has failed for days: every receiver holds the last word of everybody who spoke of its
 * brands, every timed entry was counted once, nobody is set aside, and the ledger's chain is whole.
 */
export async function finalCheck(world: World): Promise<void> {
  const { checker, verdict, database } = world;
  checker.ticked();
  for (const endpoint of world.endpoints) {
    if (checker.accounts.get(endpoint.id)?.retired !== false) continue;
    checkStates(world, endpoint);
    await checkLatency(world, endpoint.id);
    checkParked(world, endpoint.id);
  }
  const proof = await verifyLedger(database);
  if (proof.kind === 'broken')
    verdict.broken(11, null, `the chain breaks at entry ${proof.seq}: ${proof.why}`);
}

function checkStates({ checker, people, verdict }: World, { id, system }: Endpoint): void {
  const sender = checker.accounts.get(id)?.sender;
  if (sender === undefined) return;
  for (let person = 0; person < people.count; person++) {
    const entries = checker.book.history(person).filter((entry) => concerns(sender, entry));
    if (entries.length === 0) continue;
    const wanted = checker.states.wanted(person, scopesOf([...sender.brands]));
    const held = system.received.stateOf(person);
    // Of a brand that came later only those were told who had said something of it.
    const told = scopesOf(entries.flatMap(({ brand }) => (brand === '*' ? [...sender.brands] : [brand])));
    if ((held.about & told) === told && held.bits === wanted.bits) continue;
    const [is, should] = [wordsOf(held), wordsOf(wanted)];
    verdict.broken(4, id, `in the end person ${person} is known as "${is}" and not as "${should}"`);
  }
}

async function checkLatency({ checker, verdict, database }: World, id: string): Promise<void> {
  const rows = await database.all(
    database.build.selectFrom('latency').select('count').where('sender_id', '=', id),
  );
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const account = checker.accounts.get(id);
  const owed = account === undefined ? 0 : timedEntries(checker, account.sender);
  if (counted === owed && account?.acknowledged === owed) return;
  verdict.broken(
    4,
    id,
    `${owed} timed entries concern it, ${account?.acknowledged} were acknowledged, ${counted} are counted`,
  );
}

function timedEntries({ book }: World['checker'], sender: { readonly brands: ReadonlySet<string> }): number {
  let timed = 0;
  for (let seq = 1; seq <= book.headSeq; seq++) {
    const entry = book.entry(seq);
    if (entry.dueAt !== null && concerns(sender, entry)) timed++;
  }
  return timed;
}

function checkParked({ checker, verdict }: World, id: string): void {
  const count = checker.accounts.get(id)?.parkedCount ?? 0;
  if (count > 0) verdict.broken(4, id, `${count} people are still set aside, and nothing is wrong with them`);
}

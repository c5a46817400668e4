import { normaliseAddress } from '../src/consent/address.ts';
import { verifyLedger } from '../src/consent/verify-ledger.ts';
import type { Database } from '../src/store/database.ts';
import { stoppedBy } from './group.ts';
import type { Asking } from './recipients.ts';
import { scopeOf } from './say-stop.ts';
import type { Report } from './senders/messages.ts';

/** What a sender said it knows. */
export interface Account {
  readonly name: string;
  readonly report: Report;
}

/** Whether the demo's promise was kept, and if not, where it was broken. */
export type Proof =
  | { readonly kind: 'proven'; readonly sentence: string }
  | { readonly kind: 'disproven'; readonly problems: readonly string[] };

/**
 * Compares what people said with what each sender's own process knows, person by person and topic by topic: nobody
 * missing, nobody too many, nothing wider than was asked. And walks the ledger's chain.
 */
export async function prove(
  database: Database,
  people: readonly Asking[],
  accounts: readonly Account[],
): Promise<Proof> {
  const said = new Map(people.map((person) => [addressOf(person), stoppedBy(scopeOf(person)).join(' ')]));
  const problems = accounts.flatMap(({ name, report }) => differences(name, said, report));
  const ledger = await verifyLedger(database);
  const count = people.length;
  if (ledger.kind === 'broken') {
    problems.push(`The ledger's chain breaks at entry ${ledger.seq}: ${ledger.why}.`);
  } else if (ledger.entries !== count) {
    problems.push(`The ledger has ${ledger.entries} entries where ${count} people said stop.`);
  }
  if (problems.length > 0) return { kind: 'disproven', problems };
  return {
    kind: 'proven',
    sentence: `${count} opt-outs recorded, each of ${accounts.length} senders knows all ${count}; the ledger's chain of ${count} entries verifies.`,
  };
}

/** What a sender's account gets wrong. Counts alone: no address is repeated. */
function differences(name: string, said: ReadonlyMap<string, string>, { stopped }: Report): string[] {
  const known = new Map(Object.entries(stopped).map(([address, scopes]) => [address, scopes.join(' ')]));
  const missing = [...said.keys()].filter((address) => !known.has(address)).length;
  const extra = [...known.keys()].filter((address) => !said.has(address)).length;
  const wrong = [...said].filter(
    ([address, scopes]) => known.has(address) && known.get(address) !== scopes,
  ).length;
  return [
    ...(missing > 0 ? [`${name} does not know ${missing} of ${said.size}.`] : []),
    ...(extra > 0 ? [`${name} knows ${extra} who never said stop.`] : []),
    ...(wrong > 0 ? [`${name} has ${wrong} with another scope than they said.`] : []),
  ];
}

function addressOf({ address }: Asking): string {
  const outcome = normaliseAddress(address);
  if (outcome.kind === 'not_an_address') throw new Error('A recipient of the demo has no usable address.');
  return outcome.address;
}

import type { Directory } from '../brands/directory.ts';
import { isUndeliverable, standsWhole } from '../consent/standing.ts';
import type { StandingLookup } from '../consent/standing-row.ts';
import { parseSealed, unseal } from '../keys/seal.ts';
import type { Log } from '../log.ts';
import { enqueueStatement, type OutboxParts } from '../mail/outbox.ts';
import type { TickBudget } from '../propagation/propagate.ts';
import type { Statement } from '../store/database.ts';
import { keyLookup } from '../store/key-lookup.ts';
import {
  type Acknowledgeable,
  acknowledgeable,
  earliestSwitch,
  isPastUndo,
  wholePresses,
} from './acknowledgeable.ts';
import { type AcknowledgementParts, acknowledgementOf, type OpenAddress } from './acknowledgement.ts';
import { beginReading, entriesAfter, readerSeq, stepStatement } from './ledger-reader.ts';

export interface AcknowledgeParts extends OutboxParts, AcknowledgementParts {
  readonly directory: Pick<Directory, 'read'>;
  readonly standings: StandingLookup;
  readonly log: Log;
  /** Told after letters were put into the outbox. */
  readonly enqueued: () => void;
  /** How many entries one step looks at; a test's business. */
  readonly entriesMax?: number | undefined;
}

/** One tick of acknowledgements; answers how many mails it put into the outbox. */
export type Acknowledge = (budget: TickBudget) => Promise<number>;

// A page of the ledger: read in milliseconds, so that a one-click never waits behind it.
const ENTRIES_MAX = 500;

/**
 * Makes the tick that acknowledges opt-outs by mail, for the brands that have it switched on; where none has, it asks
 * the database nothing. An opt-out is acknowledged once its undo minutes are over and if it still stands then: no mail
 * contradicts an undo. Safe to call at any time, from any number of processes: the reader's step and the letters are one
 * commit, and of several that take the same step one does. After a crash the step is taken again.
 */
export function createAcknowledge(parts: AcknowledgeParts): Acknowledge {
  const { database, directory, now } = parts;
  const { entriesMax = ENTRIES_MAX } = parts;
  const addressesOf = addressLookup(parts);

  return async ({ millisMax, signal }) => {
    const until = now() + millisMax;
    let letters = 0;
    while (signal?.aborted !== true && now() < until) {
      const taken = await takeStep();
      if (taken === undefined) break;
      letters += taken;
    }
    return letters;
  };

  /** How many letters the next step came to; undefined where there is none to take. */
  async function takeStep(): Promise<number | undefined> {
    const brands = await directory.read();
    const since = earliestSwitch(brands);
    if (since === undefined) return undefined;
    const from = (await readerSeq(database)) ?? (await beginReading(database, since));
    const read = await entriesAfter(database, from, entriesMax);
    const young = read.findIndex((entry) => !isPastUndo(entry, now()));
    const entries = young === -1 ? wholePresses(read, read.length === entriesMax) : read.slice(0, young);
    const to = entries.at(-1)?.seq;
    if (to === undefined) return undefined;
    const { letters, unopened } = await lettersFor(acknowledgeable(entries, brands));
    const outcome = await database.commit([stepStatement(database, { from, to }), ...letters]);
    // Another has taken this step meanwhile, letters and all.
    if (outcome.kind === 'refused') return 0;
    if (letters.length + unopened > 0) {
      parts.log.info('acknowledge.step', { to, letters: letters.length, unopened });
    }
    if (letters.length > 0) parts.enqueued();
    return letters.length;
  }

  /** The letters for those that still stand. `unopened`: their address was erased or cannot be read. */
  async function lettersFor(
    found: readonly Acknowledgeable[],
  ): Promise<{ readonly letters: readonly Statement[]; readonly unopened: number }> {
    if (found.length === 0) return { letters: [], unopened: 0 };
    const people = await parts.standings(found.map(({ recipientId }) => recipientId));
    const standing = found.flatMap((one) => {
      const standings = people.get(one.recipientId)?.standings ?? [];
      const optOuts = one.optOuts.filter((optOut) => standsWhole(optOut, standings));
      return optOuts.length === 0 || isUndeliverable(standings) ? [] : [{ ...one, optOuts }];
    });
    const addresses = await addressesOf(standing.map(({ recipientId }) => recipientId));
    const letters: Statement[] = [];
    for (const one of standing) {
      const address = addresses.get(one.recipientId);
      const written = address && acknowledgementOf(parts, one, address);
      if (written === undefined) continue;
      const { id, letter } = written;
      letters.push(enqueueStatement(parts, letter, { id, now: now() }));
    }
    return { letters, unopened: standing.length - letters.length };
  }
}

/** Makes the look-up of addresses by recipient; erased ones and those that do not open are absent. */
function addressLookup({
  database,
  keyring,
}: OutboxParts): (recipientIds: readonly string[]) => Promise<Map<string, OpenAddress>> {
  const lookup = keyLookup(database, (keys) =>
    database.build.selectFrom('recipient').select(['id', 'address_sealed']).where('id', 'in', keys),
  );
  return async (recipientIds) => {
    const found = new Map<string, OpenAddress>();
    for (const { id, address_sealed } of await lookup(recipientIds)) {
      const sealed = address_sealed === null ? undefined : parseSealed(address_sealed);
      const spelling = sealed && unseal(keyring, sealed, id);
      if (sealed !== undefined && spelling !== undefined) found.set(id, { sealed, spelling });
    }
    return found;
  };
}

import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { auditBy } from '../../access/audit.ts';
import { createRandomBytes, randomId } from '../../keys/random.ts';
import type { Sender } from '../../senders/sender.ts';
import type { Database } from '../../store/database.ts';
import { createFakeVendor } from '../testing/fake-vendor.ts';
import { aWorker } from '../testing/worker.ts';
import type { World } from '../testing/world-on.ts';
import { attestList } from './attest-list.ts';
import type { HandList } from './hand-list.ts';
import { beginList } from './write-list.ts';

/** A list as somebody has it on their disk. */
export interface WrittenList {
  readonly text: string;
  readonly list: HandList;
  readonly sha256: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const random = createRandomBytes();

/** A manual sender in a world, with a person who fetches its lists and attests them. */
export async function byHand(world: World, changes: Partial<Sender> = {}) {
  const sender = await world.addSender({ kind: 'manual', ...changes });
  return { ...handsOf(world, sender), sender };
}

/** The same on another connection, or one that fails. */
export function handsOf(world: World, sender: Sender, database: Database = world.database) {
  const { feed } = aWorker(world, { connector: createFakeVendor(), database, name: randomId('dlv', random) });
  const audit = auditBy({ database, now: world.now, random }, 'cli');
  return {
    feed,
    begin: () => beginList(feed, sender, { id: randomId('lst', random), audit }),
    /** Writes a list to its end; undefined where nothing waits. */
    write: async (): Promise<WrittenList | undefined> => {
      const begun = await beginList(feed, sender, { id: randomId('lst', random), audit });
      if (begun.kind === 'nothing_waits') return undefined;
      let text = '';
      for (;;) {
        const next = await begun.pieces.next();
        if (next.done) return writtenOf(text, next.value);
        text += next.value.text;
      }
    },
    attest: (
      sha256: string,
      { name = 'Ada Lovelace', appliedAt = world.now() }: { name?: string; appliedAt?: number } = {},
    ) => attestList(feed, sender, { name, sha256, appliedAt }, { id: randomId('att', random), audit }),
  };
}

function writtenOf(text: string, list: HandList): WrittenList {
  return {
    text,
    list,
    sha256: createHash('sha256').update(text).digest('hex'),
    rows: parse(text, { columns: true, record_delimiter: '\r\n' }),
  };
}

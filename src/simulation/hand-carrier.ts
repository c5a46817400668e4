import { createHash } from 'node:crypto';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import { randomId } from '../keys/random.ts';
import { attestList } from '../propagation/by-hand/attest-list.ts';
import { beginList } from '../propagation/by-hand/write-list.ts';
import type { Permission } from '../senders/connectors/connector.ts';
import type { Chance } from './chance.ts';
import type { Episode } from './mood.ts';
import type { SimulatedNode } from './node.ts';
import { type Received, type ReceivedItem, readItem } from './received.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { DAY, HOUR, MINUTE } from './weather.ts';

/** A person who carries lists to a system that nobody can call, and answers for that; or is away, or forgets. */
export interface HandCarrier {
  readonly received: Received;
  /** While one lasts nobody is there. */
  episodes: readonly Episode[];
  /** Has a list written, applies it, and says so; each some time after the other. */
  carry(): Promise<void>;
}

export interface HandCarrierParts {
  readonly senderId: string;
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly nodes: readonly SimulatedNode[];
  readonly received: Received;
  /** How often one of the steps is forgotten. */
  readonly forgets: number;
  readonly came: (item: ReceivedItem) => void;
  readonly wrong: (what: string) => void;
  readonly note: (what: string) => void;
}

/** Makes a person who has carried nothing yet. */
export function createHandCarrier(parts: HandCarrierParts): HandCarrier {
  const { clock, chance, received, senderId } = parts;
  let carrying = false;

  /** Asks a node something; undefined where no answer comes. */
  async function asked<T>(ask: (heed: Heed) => Promise<T>): Promise<T | undefined> {
    const running = parts.nodes.flatMap(({ process }) => process ?? []);
    if (running.length === 0) return undefined;
    const { heed, life } = chance.pick(running);
    return Promise.race([ask(heed).catch(() => undefined), life.ended.then(() => undefined)]);
  }

  async function senderOf(heed: Heed) {
    const sender = (await heed.senders.read()).find(({ id }) => id === senderId);
    if (sender === undefined || sender.retiredAt !== null) throw new Error(`${senderId} is not served`);
    return sender;
  }

  function fileFrom(heed: Heed) {
    const audit = auditBy(heed, 'carrier');
    return senderOf(heed).then(async (sender) => {
      const begun = await beginList(heed.feed, sender, { id: randomId('lst', heed.random), audit });
      if (begun.kind === 'nothing_waits') return undefined;
      let text = '';
      for await (const piece of begun.pieces) text += piece.text;
      return text;
    });
  }

  function apply(text: string): void {
    for (const item of itemsIn(text)) {
      if (item === undefined) parts.wrong('a list has a row that cannot be read');
      else {
        parts.came(item);
        received.apply(item);
      }
    }
  }

  async function attest(text: string): Promise<void> {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const outcome = await asked(async (heed) => {
      // To the second it was applied by this node's clock: people read the time off the same screen.
      const applied = { name: 'Ada Lovelace', sha256, appliedAt: heed.now() };
      const attestation = { id: randomId('att', heed.random), audit: auditBy(heed, 'carrier') };
      return attestList(heed.feed, await senderOf(heed), applied, attestation);
    });
    parts.note(`a list was attested: ${outcome?.kind ?? 'no answer'}`);
    if (outcome?.kind === 'unknown_file')
      parts.wrong('a list that was written is not known when it is attested');
  }

  async function carried(): Promise<void> {
    const text = await asked(fileFrom);
    if (text === undefined || chance.happens(parts.forgets)) return;
    await clock.sleep(chance.magnitude(MINUTE, 4 * HOUR));
    apply(text);
    if (chance.happens(parts.forgets)) return;
    // Clocks of two nodes may be ten minutes apart, and nobody attests what another clock has not written yet.
    await clock.sleep(chance.magnitude(15 * MINUTE, DAY));
    await attest(text);
  }

  const carrier: HandCarrier = {
    received,
    episodes: [],
    async carry() {
      const now = clock.now();
      if (carrying || carrier.episodes.some(({ from, to }) => now >= from && now < to)) return;
      carrying = true;
      await carried();
      carrying = false;
    },
  };
  return carrier;
}

/** The people of a list, as whoever uploads it reads its columns. */
function itemsIn(text: string): (ReceivedItem | undefined)[] {
  const [heading = '', ...rows] = text.trimEnd().split('\r\n');
  const columns = heading.split(',');
  return rows.map((row) => {
    const cells = new Map(row.split(',').map((cell, index) => [columns[index] ?? '', cell]));
    const promotional: Record<string, Permission> = {};
    const topics: Record<string, Permission> = {};
    for (const [column, cell] of cells) {
      if (cell === 'suppressed' || cell === 'allowed') {
        (column.includes('/') ? topics : promotional)[column] = cell;
      }
    }
    return readItem({
      seq: Number(cells.get('seq')),
      address: cells.get('address') ?? '',
      promotional,
      topics,
      undeliverable: cells.get('undeliverable') === 'yes',
    });
  });
}

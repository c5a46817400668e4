import { verifyLedger } from '../../src/consent/verify-ledger.ts';
import type { Database } from '../../src/store/database.ts';
import type { LedgerRow } from '../../src/store/schema.ts';
import { ledgerOf } from '../e2e/ledger.ts';
import { mintHere } from '../e2e/tokens.ts';
import type { Told } from './company.ts';
import type { Crowd } from './crowd.ts';

/**
 * Guarantee 4, looked at while all goes on: entries a sender's cursor has passed although its system does not hold them
 * and they are not parked. What is read first can only have become truer by the time the next is read.
 */
export async function passedOver(database: Database, senders: readonly Told[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id, states } of senders) {
    const cursor = (await cursorsOf(database)).get(id) ?? 0;
    const parked = await parkedAt(database, id);
    const held = new Map(
      [...states].map(([address, { seq }]) => [String(mintHere(address).recipientId), seq] as const),
    );
    for (const entry of await ledgerOf(database)) {
      if (entry.seq > cursor || (held.get(entry.recipient_id) ?? 0) >= entry.seq) continue;
      const covered = parked.some(
        (row) =>
          row.recipient_id === entry.recipient_id && row.first_seq <= entry.seq && entry.seq <= row.seq,
      );
      if (!covered) found.push(`${id} was never told of ${entry.seq}`);
    }
  }
  return found;
}

/** True when every sender has everything and nobody is parked. */
export async function allTold(database: Database, senders: readonly Told[]): Promise<boolean> {
  const cursors = await cursorsOf(database);
  const head = (await ledgerOf(database)).at(-1)?.seq ?? 0;
  const parked = await Promise.all(senders.map(({ id }) => parkedAt(database, id)));
  return senders.every(({ id }) => (cursors.get(id) ?? 0) >= head) && parked.flat().length === 0;
}

/** Everything that is wrong once all is quiet; nothing, if the promise was kept. */
export async function judged(
  database: Database,
  senders: readonly Told[],
  crowd: Pick<Crowd, 'promised' | 'noted'>,
): Promise<string[]> {
  const ledger = await ledgerOf(database);
  const proof = await verifyLedger(database);
  return [
    ...(proof.kind === 'whole' ? [] : [`the ledger is broken at ${proof.seq}: ${proof.why}`]),
    ...notKept(ledger, crowd),
    ...senders.flatMap((sender) => notFinal(ledger, sender)),
    ...(await passedOver(database, senders)),
    ...(await wronglyCounted(database, ledger, senders)),
  ];
}

/** Guarantee 2: what was answered with 200 and is not in the ledger. */
function notKept(ledger: readonly LedgerRow[], { promised, noted }: Pick<Crowd, 'promised' | 'noted'>) {
  const out = new Set(
    ledger.filter(({ kind }) => kind === 'opt_out').map(({ recipient_id }) => recipient_id),
  );
  const bySeq = new Map(ledger.map((entry) => [entry.seq, entry]));
  return [
    ...[...promised].filter((id) => !out.has(id)).map((id) => `${id} was told 200 and is not in the ledger`),
    ...[...noted]
      .filter(([seq, { recipientId, kind }]) => {
        const entry = bySeq.get(seq);
        return entry?.recipient_id !== recipientId || entry.kind !== kind;
      })
      .map(([seq]) => `entry ${seq} is not the one that was acknowledged`),
  ];
}

/** What a system holds that is not the person's last word. */
function notFinal(ledger: readonly LedgerRow[], { id, states }: Told): string[] {
  const last = new Map(ledger.map(({ recipient_id, kind }) => [recipient_id, kind]));
  const held = new Map(
    [...states].map(([address, state]) => [String(mintHere(address).recipientId), state] as const),
  );
  return [...last].flatMap(([recipientId, kind]) => {
    const wanted = kind === 'opt_out' ? 'suppressed' : 'allowed';
    const found = held.get(recipientId)?.promotional['clearview'];
    return found === wanted ? [] : [`${id} holds ${found ?? 'nothing'} of ${recipientId}, not ${wanted}`];
  });
}

/** Each opt-out counts once in the latency of each sender, however often it was sent. */
async function wronglyCounted(database: Database, ledger: readonly LedgerRow[], senders: readonly Told[]) {
  const timed = ledger.filter(({ due_at }) => due_at !== null).length;
  const rows = await database.all(database.build.selectFrom('latency').select(['sender_id', 'count']));
  return senders.flatMap(({ id }) => {
    const counted = rows
      .filter(({ sender_id }) => sender_id === id)
      .reduce((sum, { count }) => sum + count, 0);
    return counted === timed ? [] : [`${id} counts ${counted} opt-outs and not ${timed}`];
  });
}

async function cursorsOf(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.all(
    database.build.selectFrom('propagation').select(['sender_id', 'cursor_seq']),
  );
  return new Map(rows.map(({ sender_id, cursor_seq }) => [sender_id, cursor_seq]));
}

function parkedAt(database: Database, senderId: string) {
  return database.all(database.build.selectFrom('parked').selectAll().where('sender_id', '=', senderId));
}

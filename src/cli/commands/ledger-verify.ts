import { type LedgerBreak, type LedgerProof, verifyLedger } from '../../consent/verify-ledger.ts';
import type { Database } from '../../store/database.ts';
import { defineCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { createProgress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

/** `heed ledger verify`: walks the chain from the first entry to the last. */
export const ledgerVerify = defineCommand({
  usage: [''],
  about:
    'Each entry of the ledger carries the hash of the one before it. This reads them all and proves that none was edited, removed, moved or cut off the end, and that everybody they speak of is found, or names the first entry where the proof breaks. Of an SQLite file it first sees whether all of it holds together. The exit code is 0 when the ledger is whole and 1 when it is broken. It changes nothing and may run beside the service.',
  options: {},
  examples: [
    { line: 'heed ledger verify', does: 'Prove the ledger of ./data/heed.db.' },
    {
      line: 'HEED_DATABASE_URL=sqlite:/backup/heed.db heed ledger verify --json',
      does: 'Prove a backup, for a machine.',
    },
  ],
  run: ({ json, ...io }) =>
    withDatabase(io, { mayCreate: false }, async (database) => {
      const damage = await damageOf(database);
      if (damage !== undefined) {
        await io.out(json ? `${JSON.stringify({ whole: false, damaged: damage })}\n` : damagedWords(damage));
        return 1;
      }
      const proof = await proofOf(database, io);
      await io.out(json ? `${JSON.stringify(answerOf(proof))}\n` : `${inWords(proof)}\n`);
      return proof.kind === 'whole' ? 0 : 1;
    }),
});

/** What the database says of its own file; undefined where it holds together, or where there is no file to ask about. */
async function damageOf(database: Database): Promise<string | undefined> {
  const { soundness } = database.traits;
  if (soundness === undefined) return undefined;
  const [row] = await database.all<Record<string, unknown>>({ sql: soundness, parameters: [] });
  const said = String(Object.values(row ?? {})[0]);
  return said === 'ok' ? undefined : said;
}

function damagedWords(damage: string): string {
  return `The database file is damaged, so nothing in it can be relied on: ${damage}\nStop the service, keep the file as it is, and restore a backup.\n`;
}

async function proofOf(database: Database, io: Io): Promise<LedgerProof> {
  const progress = createProgress(io);
  const [last] = await database.all(
    database.build.selectFrom('ledger').select(({ fn }) => fn.max('seq').as('seq')),
  );
  const all = last?.seq ?? 0;
  try {
    return await verifyLedger(database, (seq) => {
      io.signal.throwIfAborted();
      progress.say(`entry ${count(seq)} of ${count(all)} (${Math.floor((100 * seq) / Math.max(1, all))} %)`);
    });
  } finally {
    progress.end();
  }
}

const WHY: Readonly<Record<LedgerBreak, string>> = {
  gap: 'an entry before it was removed, or it does not belong there',
  entry_altered: 'it was altered, or the entry before it was replaced',
  evidence_altered: 'its evidence was altered',
  recipient_missing:
    'the recipient it speaks of was removed or renamed, so nothing that stands for them is found',
  tail_missing: 'it and perhaps more were cut off the end: later parts of the database were made from them',
};

function inWords(proof: LedgerProof): string {
  if (proof.kind === 'whole') {
    return proof.entries === 0
      ? 'The ledger is empty, and whole.'
      : `The ledger is whole: ${count(proof.entries)} entries, head ${proof.head.hash}.`;
  }
  const proven =
    proof.after.seq === 0
      ? 'No entry before it is proven.'
      : `Entries 1 to ${count(proof.after.seq)} are proven.`;
  return `The ledger is broken at entry ${proof.seq}: ${WHY[proof.why]}. ${proven}\nKeep this database as it is, for evidence, and compare it with a backup.`;
}

function answerOf(proof: LedgerProof) {
  if (proof.kind === 'whole') return { whole: true, entries: proof.entries, head: proof.head };
  return { whole: false, first_broken: proof.seq, why: proof.why, proven_to: proof.after };
}

function count(entries: number): string {
  return entries.toLocaleString('en-US');
}

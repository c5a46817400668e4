import { readKeySet } from '../../consent/key-set.ts';
import type { Receipt } from '../../consent/receipt.ts';
import { findInLedger, type LedgerFinding } from '../../consent/receipt-in-ledger.ts';
import { verifyReceipt } from '../../consent/receipt-jws.ts';
import { type PublicReceiptKey, publicReceiptKeys } from '../../keys/receipt-key.ts';
import { loadKeyring } from '../../node/key-files.ts';
import { dataFolder } from '../../node/open-database.ts';
import { bytesOf } from '../address-rows.ts';
import { defineCommand } from '../command.ts';
import { type Io, Refused } from '../io.ts';
import { fetchText, readText } from '../read-text.ts';
import { LEDGER_PROBLEMS, originNote, type Problem, REFUSALS, receiptInWords } from '../receipt-words.ts';
import { settingsOf } from '../settings.ts';
import { withDatabase } from '../with-database.ts';

// A receipt of hundreds of senders, or a set of hundreds of keys, stays far below.
const BYTES_MAX = 262_144;
const FETCH_MILLIS_MAX = 10_000;

/** `heed verify`: proves a receipt. It needs nothing of Heed but this command and the issuer's public keys. */
export const verify = defineCommand({
  usage: ['FILE [--ledger]', 'FILE --jwks FILE|URL', '- [--jwks FILE|URL] < RECEIPT'],
  about:
    'Checks the signature of a receipt and says what it proves: who issued it, what was asked and when, by when it is due, and who was told when. Without --jwks it is checked with the keys of this installation (HEED_KEYS, or heed.keys in the data folder); with it, with published keys, and then nothing else is needed.\nThe exit code is 0 when the receipt is genuine. It is 1 when it is forged, changed or of another issuer, and then the answer says which check failed.',
  words: { name: 'FILE', min: 1, max: 1 },
  options: {
    jwks: {
      type: 'string',
      value: 'FILE|URL',
      help: "The issuer's published keys: a file, or where they are published.",
    },
    ledger: { type: 'boolean', help: 'Look its entry up in the ledger of HEED_DATABASE_URL, too.' },
  },
  examples: [
    { line: 'heed verify receipt.jws', does: 'A receipt of this installation.' },
    {
      line: 'heed verify receipt.jws --jwks https://mail.example.com/.well-known/jwks.json',
      does: "Anybody's receipt, with the keys its issuer publishes.",
    },
    { line: 'heed verify - --json < receipt.jws', does: 'For a machine.' },
  ],
  async run({ values, words, json, ...io }) {
    const keys = values.jwks === undefined ? await ownKeys(io) : await keysAt(values.jwks, io);
    const verdict = await verifyReceipt(await receiptIn(words[0] ?? '-', io), keys.keys);
    if (verdict.kind === 'refused') {
      return tellProblem(io, json, { code: verdict.code, ...REFUSALS[verdict.code] });
    }
    const { receipt, kid } = verdict;
    const found = values.ledger ? await lookUp(io, receipt) : undefined;
    if (found !== undefined && found !== 'held') {
      return tellProblem(io, json, { code: `ledger_${found}`, ...LEDGER_PROBLEMS[found], receipt });
    }
    const held = found === 'held' ? 'The ledger holds this entry, unchanged.\n' : '';
    if (!json) noteOrigin(io, receipt, values.jwks);
    await io.out(
      json
        ? `${JSON.stringify({ verified: true, kid, ledger: found ?? null, receipt })}\n`
        : receiptInWords(receipt, keys.name) + held,
    );
    return 0;
  },
});

/** Keys to verify with, and what to call one of them. */
interface Keys {
  readonly keys: readonly PublicReceiptKey[];
  readonly name: string;
}

async function ownKeys(io: Io): Promise<Keys> {
  const config = settingsOf(io);
  const outcome = loadKeyring({ keys: config.keys, folder: dataFolder(config.databaseUrl) });
  if (outcome.kind === 'refused') {
    throw new Refused(
      outcome.problem,
      'Run this where Heed runs, or give the published keys: --jwks https://…/.well-known/jwks.json.',
    );
  }
  return { keys: await publicReceiptKeys(outcome.keyring), name: 'a key of this installation' };
}

async function keysAt(place: string, io: Io): Promise<Keys> {
  const text = isUrl(place)
    ? await fetchText(place, {
        bytesMax: BYTES_MAX,
        signal: AbortSignal.any([io.signal, AbortSignal.timeout(FETCH_MILLIS_MAX)]),
      })
    : await readText(bytesOf(place, io.stdin), BYTES_MAX);
  const keys = text === undefined ? undefined : readKeySet(text);
  if (keys !== undefined && keys.length > 0) return { keys, name: `a key from ${place}` };
  throw new Refused(
    keys === undefined ? `${place} is no JSON Web Key Set.` : `${place} has no key that signs receipts.`,
    'Give what the issuer publishes at /.well-known/jwks.json.',
  );
}

async function receiptIn(file: string, io: Io): Promise<string> {
  const text = await readText(bytesOf(file, io.stdin), BYTES_MAX);
  return text?.trim() ?? ''; // what is too long is no receipt, and neither is nothing
}

function lookUp(io: Io, receipt: Receipt): Promise<LedgerFinding> {
  return withDatabase(io, { mayCreate: false }, (database) => findInLedger(database, receipt));
}

function noteOrigin(io: Io, receipt: Receipt, place = ''): void {
  const note = isUrl(place) ? originNote(receipt, place) : undefined;
  if (note !== undefined) io.note(note);
}

async function tellProblem(
  io: Io,
  json: boolean,
  { code, problem, fix, receipt }: Problem & { readonly code: string; readonly receipt?: Receipt },
): Promise<number> {
  await io.out(
    json ? `${JSON.stringify({ verified: false, code, problem, fix, receipt })}\n` : `${problem}\n${fix}\n`,
  );
  return 1;
}

function isUrl(place: string): boolean {
  return /^https?:\/\//i.test(place) && URL.canParse(place);
}

import type { Receipt } from '../consent/receipt.ts';
import type { LedgerFinding } from '../consent/receipt-in-ledger.ts';
import type { ReceiptRefusal } from '../consent/receipt-jws.ts';
import { brandOf, parseScope, topicOf } from '../consent/scope.ts';
import { table } from './table.ts';

/** What is wrong and what to do about it, in words. */
export interface Problem {
  readonly problem: string;
  readonly fix: string;
}

/** Why a text is not accepted as a receipt, by the check that failed. */
export const REFUSALS: Readonly<Record<ReceiptRefusal, Problem>> = {
  not_a_receipt: {
    problem: 'This is not a whole receipt: it is something else, or a part of it is missing or was changed.',
    fix: 'Take the file as it was downloaded from the receipt page; it is one line of letters, digits and dots.',
  },
  wrong_algorithm: {
    problem: 'This claims to be signed in a way that receipts never are, as a forged one would.',
    fix: 'Do not rely on it. Ask for a new receipt on the receipt page.',
  },
  unknown_key: {
    problem: 'None of these keys signed this receipt: another Heed issued it, or nobody did.',
    fix: 'Verify it with the keys of its issuer: --jwks https://…/.well-known/jwks.json. If this Heed should have issued it, a key is missing from HEED_KEYS.',
  },
  altered: {
    problem: 'The signature does not fit: this receipt was changed after it was signed, or is forged.',
    fix: 'Do not rely on it. Take the file as it was downloaded, or ask for a new receipt.',
  },
  unknown_form: {
    problem: 'The signature is good, but what it says is in a form this version does not know.',
    fix: 'Verify it with a newer version of Heed.',
  },
};

/** Why a genuine receipt is not borne out by a ledger. */
export const LEDGER_PROBLEMS: Readonly<Record<Exclude<LedgerFinding, 'held'>, Problem>> = {
  missing: {
    problem: 'The receipt is genuine, but this ledger has no entry of its number.',
    fix: 'See that this is the database of its issuer, and that it was not brought back from an older backup.',
  },
  another: {
    problem: 'The receipt is genuine, but this ledger holds another entry under its number.',
    fix: 'See that this is the database of its issuer. If it is, the ledger was rewritten: heed ledger verify tells more.',
  },
  altered: {
    problem: 'The receipt is genuine, but its entry in this ledger was edited.',
    fix: 'Keep this database as it is, for evidence, and run heed ledger verify.',
  },
};

const KINDS: Readonly<Record<string, string>> = {
  opt_out: 'stop',
  opt_in: 'send',
  pause: 'pause',
  pause_end: 'a pause is over',
  undo: 'take the last word back',
  undeliverable: 'mail does not arrive',
  deliverable: 'mail arrives again',
};

const CHANNELS: Readonly<Record<string, string>> = {
  one_click: 'one click in a mail program',
  page: 'a button on a page',
  api: 'a system of the company',
  phone: 'by telephone',
  post: 'by letter',
  mail: 'by mail',
  complaint: 'a complaint to a mail provider',
  bounce: 'a returned mail',
  import: 'an earlier record',
  schedule: 'by its date, nobody asked again',
};

/** What a genuine receipt proves, line by line. `keys` says where the keys came from. */
export function receiptInWords(receipt: Receipt, keys: string): string {
  const { decision, person, ledger, senders } = receipt;
  const told = senders.filter(({ state }) => state !== 'waiting').length;
  const lines = [
    ['issued', `${new Date(receipt.iat * 1000).toISOString()} by ${receipt.iss}`],
    ['asked', `${KINDS[decision.kind] ?? decision.kind}: ${aboutWhat(decision)}`],
    ['by', person.address ?? 'somebody whose address was erased'],
    ['how', CHANNELS[decision.channel] ?? decision.channel],
    ['requested', decision.requested_at],
    ['received', decision.received_at],
    ['recorded', `${decision.recorded_at}, as entry ${ledger.seq} with the hash ${ledger.hash}`],
    ...(decision.until === null ? [] : [['until', decision.until]]),
    ['target', decision.target_at ?? 'none'],
    ['deadline', decision.due_at === null ? 'none' : `before ${decision.due_at}`],
    ['told', `${told} of ${senders.length} senders`],
  ].map(([term = '', text]) => `${term.padEnd(10)} ${text}\n`);
  const list = senders.map(({ name, state, at }) => [`  ${shown(name)}`, state, at ?? '']);
  return [
    `This receipt is genuine: ${keys} signed it, and nothing in it was changed since.\n\n`,
    ...lines.map((line) => `${shown(line)}\n`),
    list.length === 0 ? '' : table(['  sender', 'state', 'since'], list),
    '\nIt proves what its issuer recorded, and whom it says it told. It does not prove what a sender did then.\n',
  ].join('');
}

/**
 * What is to be said where keys were fetched from elsewhere than the receipt's issuer publishes them; they are what is
 * trusted, so that is for people to judge. Undefined where there is nothing to say.
 */
export function originNote({ iss }: Receipt, address: string): string | undefined {
  if (address === `${iss}/.well-known/jwks.json`) return undefined;
  return `The receipt names ${shown(iss)} as its issuer: make sure that ${address} speaks for it.`;
}

function aboutWhat({ scope: text, brand_name: name }: Receipt['decision']): string {
  const scope = parseScope(text);
  if (scope === undefined) return text;
  const topic = topicOf(scope);
  if (topic !== undefined) return `mail of ${name ?? brandOf(scope)} about ${topic} (${text})`;
  return text === '*' ? 'promotional mail of every brand' : `promotional mail of ${name ?? text} (${text})`;
}

// A receipt of foreign keys may say anything; nothing in it may steer the terminal.
function shown(text: string): string {
  return text.trimEnd().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
}

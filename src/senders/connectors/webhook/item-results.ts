import type { ChangeItem, ItemOutcome } from '../connector.ts';
import { keepableCode } from './answer-code.ts';

/** As much of an item as reading its outcome takes. */
export type SentItem = Pick<ChangeItem, 'seq' | 'address'>;

// The worst word about an item wins: a receiver that contradicts itself has not clearly taken it.
const WEIGHT: Record<ItemOutcome['status'], number> = { applied: 1, already: 1, rejected: 2, retry: 3 };

/**
 * The outcomes in the body of a 2xx answer: exactly one per sent item, in the order sent, whatever the body.
 *
 * - Empty, plain text, HTML, or JSON without `results`: every item `applied` (any 2xx acknowledges the batch).
 * - `{results: [{seq, status, code?}]}`: answered item by item. An item left out is `retry`, `not_answered`; a status
 *   that is none of the four is `retry`, `unknown_status`; what was said twice counts as the worse of the two;
 *   entries for items that were not sent are ignored.
 * - Something that begins like JSON and is not, as a cut-off answer does, or `results` that are no list: every item
 *   `retry`, `unreadable_answer`. It may have held a refusal, and asking again is harmless.
 *
 * Pure; never throws.
 */
export function itemOutcomes(body: string, items: readonly SentItem[]): ItemOutcome[] {
  const reading = readResults(body);
  if (reading.kind === 'acknowledged') return items.map(({ seq }) => ({ seq, status: 'applied' }));
  if (reading.kind === 'unreadable') return items.map(({ seq }) => retry(seq, 'unreadable_answer'));
  const addresses = new Map(items.map(({ seq, address }) => [seq, address]));
  const outcomes = new Map<number, ItemOutcome>();
  for (const entry of reading.results) {
    const outcome = outcomeOf(entry, addresses);
    if (!outcome) continue;
    const before = outcomes.get(outcome.seq);
    if (!before || WEIGHT[outcome.status] > WEIGHT[before.status]) outcomes.set(outcome.seq, outcome);
  }
  return items.map(({ seq }) => outcomes.get(seq) ?? retry(seq, 'not_answered'));
}

type ResultsReading =
  | { kind: 'acknowledged' }
  | { kind: 'unreadable' }
  | { kind: 'results'; results: readonly unknown[] };

function readResults(body: string): ResultsReading {
  const text = body.trim(); // also takes off a byte order mark
  if (!text.startsWith('{') && !text.startsWith('[')) return { kind: 'acknowledged' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (!isRecord(parsed) || !Object.hasOwn(parsed, 'results')) return { kind: 'acknowledged' };
  return Array.isArray(parsed.results)
    ? { kind: 'results', results: parsed.results }
    : { kind: 'unreadable' };
}

function outcomeOf(entry: unknown, addresses: ReadonlyMap<number, string>): ItemOutcome | undefined {
  if (!isRecord(entry) || typeof entry.seq !== 'number') return undefined;
  const { seq, status, code } = entry;
  const address = addresses.get(seq);
  if (address === undefined) return undefined;
  switch (status) {
    case 'applied':
    case 'already':
      return { seq, status };
    case 'rejected':
    case 'retry':
      return { seq, status, code: keepableCode(code, address) };
    default:
      return retry(seq, 'unknown_status');
  }
}

function retry(seq: number, code: string): ItemOutcome {
  return { seq, status: 'retry', code };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a sender may do with promotional mail to one address, for one brand or one topic. */
export type Permission = 'suppressed' | 'allowed';

/**
 * One recipient's whole state at one sender: never a change to be added to an earlier one, so that applying it twice,
 * or late, is harmless. Keys of `promotional` are brands, keys of `topics` are `brand/topic`; the sender's own alone.
 */
export type ChangeItem = {
  /** The ledger entry this state includes; states of one recipient are ordered by it. */
  seq: number;
  /** Normalised. Personal data: for the sender's eyes, never for logs, codes or messages. */
  address: string;
  /** SHA-256 of the normalised address, lower-case hex. As personal as the address. */
  address_sha256: string;
  promotional: Readonly<Record<string, Permission>>;
  topics: Readonly<Record<string, Permission>>;
  /** Mail to this address bounces or was complained about. */
  undeliverable: boolean;
  /** ISO 8601: when the person said so. */
  requested_at: string;
  /** ISO 8601: the legal bound, or null where none applies. */
  due_at: string | null;
};

/**
 * What a sender did with one item. `already` = it had that state before. `rejected` = it will never take this item as
 * it is. `retry` = not taken, ask again. Codes are short words without personal data.
 */
export type ItemOutcome =
  | { seq: number; status: 'applied' | 'already' }
  | { seq: number; status: 'rejected' | 'retry'; code: string };

/**
 * What came of a push. `answered`: exactly one outcome per sent item, in the order sent. `failed`: nothing is known to
 * be applied and the batch stays owed; `retryAfterMillis` is the sender's own wish, `pace` is `slow` where only a
 * person can repair the cause (a key, a URL): asked again seldom, but for ever.
 */
export type PushOutcome =
  | { kind: 'answered'; outcomes: ItemOutcome[] }
  | { kind: 'failed'; code: string; pace: 'normal' | 'slow'; retryAfterMillis?: number };

/** One batch for one sender. */
export type PushInput<Settings> = {
  /** The sender's name as the receiver knows it. */
  sender: string;
  settings: Settings;
  /** In ascending `seq`, at most the connector's `itemsMax`. */
  items: readonly ChangeItem[];
  /** The same items as `itemsJson` writes them: made once a batch, to name it by and to send. */
  itemsJson: string;
  /** The span of the ledger the batch covers: wider than its items where entries were superseded or not for it. */
  fromSeq: number;
  toSeq: number;
  /** The same for every attempt at the same content, and for no other; letters, digits, `_` and `-`. */
  batchId: string;
  /** Epoch milliseconds of this attempt. */
  now: number;
  signal?: AbortSignal | undefined;
};

/**
 * Carries opt-outs to one kind of system. Settings come as stored, and are parsed by the connector at each push.
 * What a system can answer is a value; only a mistake of the caller throws.
 */
export interface Connector {
  readonly kind: string;
  /** The most items one push takes. */
  readonly itemsMax: number;
  push(input: PushInput<unknown>): Promise<PushOutcome>;
}

// A refusal of a whole request that one of its items may have caused.
const SPLITTABLE: ReadonlySet<string> = new Set(['bad_request', 'too_large', 'unprocessable']);

/**
 * Whether a failed push is worth repeating in halves: the system refused the content without naming the item, and one
 * bad address must not hold up ninety-nine others. Connectors use these three codes for 400, 413 and 422. Pure.
 */
export function isWorthSplitting(outcome: PushOutcome): boolean {
  return outcome.kind === 'failed' && SPLITTABLE.has(outcome.code);
}

// A system that is away as a whole looks the same as one that dies of an address: only telling others apart shows which.
const PERHAPS_OF_ONE_ITEM: ReadonlySet<string> = new Set([
  'unavailable',
  'request_timeout',
  'timeout',
  'reset',
  'protocol',
  'network',
  'request_invalid',
  'connector_broken',
]);

/**
 * Whether a request may have failed because of one of its items although the system did not say so: it answered with an
 * error of its own (`http_*`), with something unreadable (`answer_*`), cut the connection, or did not answer in time. Not
 * so where it asked for a wait: then it knows what it is doing. Pure.
 */
export function mayBeOneItem({
  code,
  retryAfterMillis,
}: {
  readonly code: string;
  readonly retryAfterMillis?: number | undefined;
}): boolean {
  if (retryAfterMillis !== undefined) return false;
  return PERHAPS_OF_ONE_ITEM.has(code) || code.startsWith('http_') || code.startsWith('answer_');
}

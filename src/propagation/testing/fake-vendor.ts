import type {
  ChangeItem,
  Connector,
  ItemOutcome,
  PushInput,
  PushOutcome,
} from '../../senders/connectors/connector.ts';

/** How one request goes. What is not told otherwise is applied and answered as it should be. */
export type Mood =
  | 'well'
  /** Refuses everything, applying nothing. */
  | 'down'
  | 'forbidden'
  | 'slow_down'
  /** Applies everything, and the answer is lost. */
  | 'answer_lost'
  /** Answers nothing, and applies it when the next request has been answered. */
  | 'late'
  | 'all_retry'
  /** Applies every second item and asks for the others again. */
  | 'half_retry'
  /** Applies everything and answers all but the last. */
  | 'forgets_last'
  /** A connector that breaks its promise never to throw. */
  | 'throws';

export const RETRY_AFTER = 90_000;

/** A system that mails people, standing for a vendor's: it keeps state, and has moods. */
export interface FakeVendor extends Connector {
  /** The moods of the coming requests; afterwards it is well. */
  readonly moods: Mood[];
  /** Addresses it rejects by name. */
  readonly rejects: Set<string>;
  /** Addresses for which it refuses the whole request without saying why. */
  readonly chokesOn: Set<string>;
  /** Addresses for which it breaks down. */
  readonly diesOf: Set<string>;
  /** How many requests there had been when it last took somebody's state, by address. */
  readonly heard: ReadonlyMap<string, number>;
  /** What it holds, by address. */
  readonly states: ReadonlyMap<string, ChangeItem>;
  readonly requests: PushInput<unknown>[];
  /** Runs when a request has come and before it is answered. */
  meanwhile: (input: PushInput<unknown>) => Promise<void> | void;
}

/** Makes one that takes so many items at once. States are ordered by `seq`, as receivers are told to. */
export function createFakeVendor({ itemsMax = 100 } = {}): FakeVendor {
  const states = new Map<string, ChangeItem>();
  const heard = new Map<string, number>();
  let late: ChangeItem[] = [];

  function apply(items: readonly ChangeItem[]): void {
    for (const item of items) {
      if (vendor.rejects.has(item.address)) continue;
      heard.set(item.address, vendor.requests.length);
      if (item.seq >= (states.get(item.address)?.seq ?? 0)) states.set(item.address, item);
    }
  }

  function answered(
    items: readonly ChangeItem[],
    outcome: (item: ChangeItem, index: number) => ItemOutcome,
  ): PushOutcome {
    return { kind: 'answered', outcomes: items.map(outcome) };
  }

  function outcomeOf({ seq, address }: ChangeItem): ItemOutcome {
    return vendor.rejects.has(address)
      ? { seq, status: 'rejected', code: 'unwanted' }
      : { seq, status: 'applied' };
  }

  function respond(items: readonly ChangeItem[], mood: Mood): PushOutcome {
    const failed = (code: string, pace: 'normal' | 'slow' = 'normal'): PushOutcome => ({
      kind: 'failed',
      code,
      pace,
    });
    const retried = ({ seq }: ChangeItem): ItemOutcome => ({ seq, status: 'retry', code: 'busy' });
    if (items.some(({ address }) => vendor.diesOf.has(address))) return failed('http_500');
    if (items.some(({ address }) => vendor.chokesOn.has(address))) return failed('bad_request');
    switch (mood) {
      case 'down':
        return failed('http_500');
      case 'forbidden':
        return failed('forbidden', 'slow');
      case 'slow_down':
        return { kind: 'failed', code: 'rate_limited', pace: 'normal', retryAfterMillis: RETRY_AFTER };
      case 'answer_lost':
        apply(items);
        return failed('timeout');
      case 'late':
        late.push(...items);
        return failed('timeout');
      case 'all_retry':
        return answered(items, retried);
      case 'half_retry':
        apply(items.filter((_, index) => index % 2 === 0));
        return answered(items, (item, index) => (index % 2 === 0 ? outcomeOf(item) : retried(item)));
      case 'forgets_last':
        apply(items);
        return answered(items.slice(0, -1), outcomeOf);
      case 'throws':
        throw new Error('a bug');
      case 'well':
        apply(items);
        return answered(items, outcomeOf);
    }
  }

  const vendor: FakeVendor = {
    kind: 'fake',
    itemsMax,
    moods: [],
    rejects: new Set(),
    chokesOn: new Set(),
    diesOf: new Set(),
    heard,
    states,
    requests: [],
    meanwhile: () => undefined,
    async push(input) {
      vendor.requests.push(input);
      const overdue = late;
      late = [];
      await vendor.meanwhile(input);
      const outcome = respond(input.items, vendor.moods.shift() ?? 'well');
      apply(overdue);
      return outcome;
    },
  };
  return vendor;
}

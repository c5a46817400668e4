import type { Heed } from '../heed.ts';
import type { NewSenderInput } from '../senders/add-sender.ts';
import { createChance } from './chance.ts';
import type { Checker } from './checks/checker.ts';
import { createFeedClient, type FeedClient } from './feed-client.ts';
import { engage } from './group.ts';
import { createHandCarrier, type HandCarrier } from './hand-carrier.ts';
import type { Episode } from './mood.ts';
import type { SimulatedNode } from './node.ts';
import type { Outages } from './options.ts';
import { createReceived } from './received.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import type { Trace } from './trace.ts';
import type { Verdict } from './violation.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A sender as it is wanted. */
export interface PlannedSender {
  readonly id: string;
  readonly kind: 'webhook' | 'feed' | 'manual';
  readonly brands: readonly string[];
}

/** A sender of the world, and the system behind it. */
export type Endpoint = {
  readonly id: string;
  readonly brands: readonly string[];
  /** Everything that goes wrong there within the month. */
  outages: readonly Episode[];
} & (
  | { readonly kind: 'webhook'; readonly system: Receiver }
  | { readonly kind: 'feed'; readonly system: FeedClient }
  | { readonly kind: 'manual'; readonly system: HandCarrier }
);

export interface EndpointParts {
  readonly seed: number;
  readonly outages: Outages;
  readonly people: number;
  readonly clock: VirtualClock;
  readonly nodes: readonly SimulatedNode[];
  readonly checker: Checker;
  readonly verdict: Verdict;
  readonly trace: Trace;
  /** A service that never fails, for what is set up. */
  readonly founder: Heed;
}

const FORGETS: Readonly<Record<Outages, number>> = { none: 0, light: 0.02, heavy: 0.1 };

/** Adds a sender to the service, and puts a system of its kind behind it. */
export async function openEndpoint(parts: EndpointParts, planned: PlannedSender): Promise<Endpoint> {
  const { clock, nodes, checker, verdict, trace, founder, outages } = parts;
  const { id, kind, brands } = planned;
  const received = createReceived(parts.people);
  // Before it is there: its first delivery may follow at once.
  checker.adding({ id, kind, brands: new Set(brands), received });
  const secret = await engage(founder, wantedOf(planned));
  const shared = {
    clock,
    chance: createChance(parts.seed, `sender ${id}`),
    received,
    came: (item: Parameters<Checker['came']>[1]) => checker.came(id, item),
    wrong: (what: string) => verdict.broken(4, id, what),
    note: (what: string) => trace.note(id, what),
  };
  const asking = { ...shared, senderId: id, nodes, forgets: FORGETS[outages] };
  switch (kind) {
    case 'webhook':
      return { id, kind, brands, outages: [], system: createReceiver({ ...shared, secret, outages }) };
    case 'feed':
      return { id, kind, brands, outages: [], system: createFeedClient(asking) };
    case 'manual':
      return { id, kind, brands, outages: [], system: createHandCarrier(asking) };
  }
}

function wantedOf({ id, kind, brands }: PlannedSender): NewSenderInput {
  const base = { id, name: id, brands: [...brands] };
  return kind === 'webhook'
    ? { ...base, kind, url: `https://${id}.receivers.example/hook` }
    : { ...base, kind };
}

import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import { createNodeOutbound } from '../../outbound/node-outbound.ts';
import {
  type Behaviour,
  type Receiver,
  type SeenRequest,
  startReceiver,
} from '../../outbound/receiver.testkit.ts';
import type { ChangeItem, Connector, PushInput } from '../connector.ts';
import { aBatch } from '../item.testkit.ts';
import { createWebhookConnector } from './push.ts';
import { generateSecret } from './settings.ts';

export const SECRET = generateSecret(new Uint8Array(32).fill(1));
export const NEXT_SECRET = generateSecret(new Uint8Array(32).fill(2));
export const OTHER_SECRET = generateSecret(new Uint8Array(32).fill(3));

/** A system in the house that takes webhooks. */
export type InHouseSender = {
  receiver: Receiver;
  /** What it holds, by address. */
  states: Map<string, ChangeItem>;
  /** Verifies, applies, and answers item by item; 401 for a bad signature. */
  works: Behaviour;
  /** Verifies and applies, and then behaves as told. */
  appliesThen: (behaviour: Behaviour) => Behaviour;
};

/** Starts one that works; it verifies with the official library and this secret. */
export async function anInHouseSender(secret: string = SECRET): Promise<InHouseSender> {
  const receiver = await startReceiver();
  const states = new Map<string, ChangeItem>();
  const apply = (request: SeenRequest): { seq: number; status: string }[] =>
    verified(request, secret).data.items.map((item) => {
      const before = states.get(item.address);
      states.set(item.address, item);
      return { seq: item.seq, status: before?.seq === item.seq ? 'already' : 'applied' };
    });
  const works: Behaviour = (response, request) => {
    try {
      response.end(JSON.stringify({ results: apply(request) }));
    } catch (error) {
      response.writeHead(error instanceof WebhookVerificationError ? 401 : 500).end();
    }
  };
  const appliesThen = (behaviour: Behaviour): Behaviour => {
    return (response, request) => {
      apply(request);
      behaviour(response, request);
    };
  };
  receiver.behave(works);
  return { receiver, states, works, appliesThen };
}

/** The connector under test, over real connections; they end with the test. */
export function aConnector(timeoutMillis = 10_000): Connector {
  const outbound = createNodeOutbound({ policy: { allow: 'public_and_loopback' } });
  onTestFinished(() => outbound.close());
  return createWebhookConnector({ outbound, timeoutMillis });
}

/** A batch of two for this receiver, as of now, but for what a test changes. */
export function aBatchTo(receiver: Receiver, changes: Partial<PushInput<unknown>> = {}): PushInput<unknown> {
  return aBatch<unknown>({ settings: { url: receiver.url, secrets: [SECRET] }, now: Date.now(), ...changes });
}

type Body = { type: string; timestamp: string; data: { items: ChangeItem[] } };

// The one place that trusts a shape: what the library verified is what this repository sent.
function verified(request: SeenRequest, secret: string): Body {
  return new Webhook(secret).verify(request.body, request.headers) as Body;
}

import { z } from 'zod';
import { type ApiClient, createClient, jsonOf } from '../e2e/api-client.ts';
import type { Target } from '../e2e/targets/target.ts';
import { type FeedReader, startFeedReader } from './feed-reader.ts';
import { type NastyReceiver, startNastyReceiver } from './nasty-receiver.ts';

/** A sender of the company, and what its system holds: the state of each address it was told of. */
export interface Told {
  readonly id: string;
  readonly states: ReadonlyMap<
    string,
    { readonly seq: number; readonly promotional: Readonly<Record<string, string>> }
  >;
}

/** A company on a running Heed: one brand, two senders that are told by webhook, and one that asks. */
export interface Company {
  readonly api: ApiClient;
  readonly senders: readonly Told[];
  readonly receivers: readonly NastyReceiver[];
  readonly feed: FeedReader;
  /** From now on its systems are well. */
  calm(): void;
  close(): Promise<void>;
}

/** Sets the company up through the API, as its engineers would. `port` is asked anew for each request of its feed. */
export async function foundCompany(
  target: Pick<Target, 'port' | 'database'>,
  { random, ports }: { random: () => number; ports: () => readonly number[] },
): Promise<Company> {
  const asked: Target = { ...target, log: [], tick: async () => {}, close: async () => {} };
  const api = await createClient(asked, [], { scopes: ['setup', 'links', 'check', 'decisions', 'latency'] });
  const brand = { id: 'clearview', name: 'Clearview Magnifiers', postal_address: '1 Lens Street, Portland' };
  jsonOf(await api.post('/v1/brands', brand), 201);
  const receivers: NastyReceiver[] = [];
  for (const id of ['mailer', 'news']) {
    const receiver = await startNastyReceiver(random);
    const sender = { id, name: id, kind: 'webhook', brands: ['clearview'], url: receiver.url };
    const created = jsonOf(await api.post('/v1/senders', sender), 201);
    receiver.trust(z.object({ webhook_secret: z.string() }).parse(created).webhook_secret);
    receivers.push(receiver);
  }
  jsonOf(await api.post('/v1/senders', { id: 'crm', name: 'CRM', kind: 'feed', brands: ['clearview'] }), 201);
  const { secret } = await createClient(asked, [], { scopes: ['changes'], senderId: 'crm' });
  const feed = startFeedReader({ ports, secret, random });
  const [mailer, news] = receivers;
  if (mailer === undefined || news === undefined) throw new Error('both receivers were started above');
  return {
    api,
    receivers,
    feed,
    senders: [
      { id: 'mailer', states: mailer.states },
      { id: 'news', states: news.states },
      { id: 'crm', states: feed.states },
    ],
    calm() {
      for (const receiver of receivers) receiver.calm();
    },
    async close() {
      await feed.stop();
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}

import { z } from 'zod';
import type { Api } from './api.ts';
import { BRANDS, TOPICS } from './group.ts';
import type { Lifetime } from './lifetime.ts';
import { type RunningSender, startSender } from './senders/start-sender.ts';
import type { Service } from './service.ts';

/** A sender of the demo: how Heed knows it, how it is introduced, and its process. */
export interface DemoSender {
  readonly id: string;
  readonly name: string;
  /** What recipients read where they see who was told. */
  readonly publicName: string;
  readonly character: string;
  readonly running: RunningSender;
}

const SENDERS = [
  {
    id: 'campaign-mailer',
    name: 'Campaign mailer',
    publicName: 'Offers and news',
    character: 'takes signed webhooks, checks every signature',
  },
  {
    id: 'legacy-lists',
    name: 'Legacy lists',
    publicName: 'Older mailing lists',
    character: 'the same, but out of order at first',
  },
  {
    id: 'customer-crm',
    name: 'Customer CRM',
    publicName: 'Customer service',
    character: 'fetches the feed itself, acknowledges it',
  },
] as const;

const anything = z.unknown();
const createdSender = z.object({ webhook_secret: z.string().optional() });

/** Makes the brands and their topics through the API. */
export async function makeBrands(api: Api): Promise<void> {
  for (const brand of BRANDS) await api.post('/v1/brands', brand, anything);
  for (const topic of TOPICS) await api.post('/v1/topics', topic, anything);
}

/** Starts the three senders and introduces them to Heed and Heed to them. Each mails for all three brands. */
export async function startSenders(
  api: Api,
  service: Service,
  { logFile, life }: { logFile: number; life: Lifetime },
): Promise<DemoSender[]> {
  return Promise.all(
    SENDERS.map(async (sender) => {
      const running = await startSender(`./${sender.id}.ts`, { logFile, life });
      await introduce(api, service, { ...sender, running });
      return { ...sender, running };
    }),
  );
}

async function introduce(api: Api, service: Service, sender: DemoSender): Promise<void> {
  const { id, name, publicName, running } = sender;
  const common = { id, name, public_name: publicName, brands: BRANDS.map((brand) => brand.id) };
  if (running.port === null) {
    await api.post('/v1/senders', { ...common, kind: 'feed' }, anything);
    const key = await service.makeKey(name, ['changes'], id);
    return running.begin({ kind: 'fetch_feed', baseUrl: service.baseUrl, key });
  }
  const url = `http://127.0.0.1:${running.port}/heed`;
  const created = await api.post('/v1/senders', { ...common, kind: 'webhook', url }, createdSender);
  return running.begin({ kind: 'take_webhooks', secret: created.webhook_secret ?? '' });
}

import { z } from 'zod';
import { type Answer, type ApiClient, call, createClient, jsonOf, type Transcript } from './api-client.ts';
import { suspicious } from './no-leaks.ts';
import type { Target, TargetKind } from './targets/target.ts';
import { until } from './until.ts';
import { startWebhookSender, type WebhookSender } from './webhook-sender.ts';

/** A company on a running Heed: one brand, two topics, a sender that is told by webhook and one that asks. */
export interface Story {
  readonly target: Target;
  /** With every scope but the feed's. */
  readonly api: ApiClient;
  readonly feed: ApiClient;
  readonly webhook: WebhookSender;
  readonly transcript: Transcript;
  /** Every address and token that was used; none of them may be found where it does not belong. */
  readonly secrets: Set<string>;
  close(): Promise<void>;
}

/** Starts a target and sets the company up through the API, as its engineers would. */
export async function beginStory(kind: TargetKind): Promise<Story> {
  const target = await kind.start();
  const transcript: Transcript = [];
  // The first request brings a Worker's database up to date, and keys are kept there.
  jsonOf(await call(target, transcript, '/v1/openapi.json', {}));
  const api = await createClient(target, transcript, {
    scopes: ['setup', 'links', 'check', 'decisions', 'people', 'latency'],
  });
  const policy = { postal_address: '1 Lens Street, Portland, OR 97201' };
  jsonOf(await api.post('/v1/brands', { id: 'clearview', name: 'Clearview Magnifiers', ...policy }), 201);
  const topics = [
    { id: 'offers', name: 'Offers', kind: 'promotional' },
    { id: 'account', name: 'Your account', kind: 'transactional', basis: 'account' },
  ];
  for (const topic of topics) jsonOf(await api.post('/v1/topics', { brand: 'clearview', ...topic }), 201);

  const webhook = await startWebhookSender();
  const pushed = { id: 'mailer', name: 'Campaign mailer', kind: 'webhook', brands: ['clearview'] };
  const created = jsonOf(await api.post('/v1/senders', { ...pushed, url: webhook.url }), 201);
  webhook.trust(z.object({ webhook_secret: z.string() }).parse(created).webhook_secret);
  const pulling = { id: 'crm', name: 'Customer register', kind: 'feed', brands: ['clearview'] };
  jsonOf(await api.post('/v1/senders', pulling), 201);
  const feed = await createClient(target, transcript, { scopes: ['changes'], senderId: 'crm' });

  return {
    target,
    api,
    feed,
    webhook,
    transcript,
    secrets: new Set(),
    async close() {
      await webhook.close();
      await target.close();
      // Whatever a test was about: guarantee 13 holds in each.
      const lines = suspicious(target.log);
      if (lines.length > 0) throw new Error(`the log shows an address or a token:\n${lines.join('\n')}`);
    },
  };
}

const linksSchema = z.object({
  recipient_id: z.string(),
  unsubscribe_url: z.string(),
  preferences_url: z.string(),
  headers: z.record(z.string(), z.string()),
});
export type Links = z.infer<typeof linksSchema>;

/** The links of a mailing about Clearview's offers to these people. */
export async function mint(
  story: Story,
  addresses: readonly string[],
  scope = 'clearview',
): Promise<Links[]> {
  const answer = jsonOf(await story.api.post('/v1/links', { scope, campaign: 'spring-2026', addresses }));
  const { links } = z.object({ links: z.array(linksSchema) }).parse(answer);
  for (const address of addresses) story.secrets.add(address);
  for (const { unsubscribe_url, preferences_url } of links) {
    story.secrets.add(tokenOf(unsubscribe_url));
    story.secrets.add(tokenOf(preferences_url));
  }
  return links;
}

export function tokenOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1);
}

/** What a mail program sends when its user says "unsubscribe": RFC 8058 §3.2. */
export function oneClick(story: Story, link: string): Promise<Answer> {
  return post(story, link, 'List-Unsubscribe=One-Click');
}

/** A button of one of our pages. */
export function press(story: Story, link: string, button: 'stop' | 'undo'): Promise<Answer> {
  return post(story, link, `press=${button}`);
}

function post({ target, transcript }: Story, link: string, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return call(target, transcript, link, { method: 'POST', headers, body });
}

const personSchema = z.object({
  recipient_id: z.string(),
  standing: z.array(z.object({ scope: z.string(), verdict: z.string(), seq: z.number() })),
  history: z.array(
    z.object({
      seq: z.number(),
      kind: z.string(),
      channel: z.string(),
      requested_at: z.string(),
      target_at: z.string().nullable(),
      due_at: z.string().nullable(),
      senders: z.array(z.object({ sender: z.string(), status: z.string(), told_at: z.string().nullable() })),
    }),
  ),
});
export type Person = z.infer<typeof personSchema>;

/** What an employee sees who is asked why this person got a mail. */
export async function lookUp({ api }: Story, address: string): Promise<Person> {
  return personSchema.parse(jsonOf(await api.post('/v1/people/lookup', { address })));
}

/** The person, once every sender has been told of their last entry. */
export function toldEverywhere(story: Story, address: string): Promise<Person> {
  return until('every sender to be told', async () => {
    const person = await lookUp(story, address);
    return person.history[0]?.senders.every(({ status }) => status === 'told') ? person : undefined;
  });
}

const pageSchema = z.object({
  next: z.number(),
  items: z.array(z.object({ address: z.string(), promotional: z.record(z.string(), z.string()) })),
});

/** What the feed sender is given after a position; asking acknowledges everything up to it. */
export async function pull({ feed }: Story, after: number, waitSeconds = 0) {
  return pageSchema.parse(
    jsonOf(await feed.get(`/v1/changes?after=${after}&limit=1000&wait=${waitSeconds}`)),
  );
}

/** Applies everything there is, page by page, and answers what was there and where it ended. */
export async function pullAll(story: Story, after: number) {
  const items: z.infer<typeof pageSchema>['items'] = [];
  let at = after;
  for (;;) {
    const page = await pull(story, at);
    if (page.next === at) return { items, next: at };
    items.push(...page.items);
    at = page.next;
  }
}

/** The gate's answer for one address and topic. */
export async function check({ api }: Story, address: string, topic: string): Promise<Answer> {
  return api.post('/v1/check', { topic, address });
}

import { createAdminLink } from '../access/admin-session.ts';
import { normaliseAddress } from '../consent/address.ts';
import type { Decision } from '../consent/decision.ts';
import { recipientId } from '../consent/recipient.ts';
import { parseScope } from '../consent/scope.ts';
import { addClearview, openTestHeed, type TestHeed } from '../heed.testkit.ts';
import { seal } from '../keys/seal.ts';
import type { OutboundAnswer } from '../senders/outbound/outbound.ts';

/** Where a fresh sign-in link leads. */
export async function signInPath({ heed }: TestHeed): Promise<string> {
  const secret = await createAdminLink(heed.database, 'ada', { random: heed.random, now: heed.now() });
  return `/console/sign-in/${secret}`;
}

/** The cookie header of an admin who has signed in. */
export async function signedInCookie(test: TestHeed): Promise<string> {
  const response = await test.app.request(await signInPath(test), { method: 'POST' });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Presses the button of a page. */
export function press({ app }: TestHeed, path: string, headers: Record<string, string> = {}) {
  return app.request(path, { method: 'POST', headers });
}

/** Everything the doors could change. */
export async function storedDoors({ heed: { database } }: TestHeed) {
  return {
    links: await database.all(database.build.selectFrom('admin_link').selectAll()),
    sessions: await database.all(database.build.selectFrom('session').selectAll()),
  };
}

/** The first page as a signed-in admin gets it. */
export async function latencyPageOf(test: TestHeed): Promise<string> {
  const cookie = await signedInCookie(test);
  const response = await test.app.request('/console', { headers: { cookie } });
  return response.text();
}

/** A Heed with Clearview and one webhook sender, whose answers are scripted. */
export async function openWithSender(name = 'Newsletter tool') {
  const outbound = scriptedOutbound();
  const test = await openTestHeed({ outbound });
  await addClearview(test);
  await test.call(await test.key(['setup']), '/v1/senders', {
    id: 'newsletter',
    name,
    kind: 'webhook',
    brands: ['clearview'],
    url: 'https://newsletter.example.com/heed',
  });
  return { ...test, outbound };
}

/** Carries every sender as far as it goes. */
export function carry({ heed }: TestHeed) {
  return heed.propagate({ millisMax: 1_000 });
}

/** Records somebody's "stop" to Clearview, said at `requestedAt` (epoch ms), by default now. */
export async function recordOptOut({ heed }: TestHeed, { by = 'jane', requestedAt = heed.now() } = {}) {
  const outcome = normaliseAddress(`${by}@example.com`);
  const scope = parseScope('clearview');
  if (outcome.kind === 'not_an_address' || scope === undefined) throw new Error(`${by} makes no opt-out`);
  const id = recipientId(heed.identityKey, outcome.address);
  const decision: Decision = {
    kind: 'opt_out',
    recipientId: id,
    addressSealed: seal(heed.keyring, heed.random, outcome.spelling, id),
    scope,
    requestedAt,
    receivedAt: requestedAt,
    channel: 'api',
    evidence: {},
  };
  await heed.append([decision]);
}

/** An outbound that answers what it is told to, and at first that everything is well. */
export function scriptedOutbound() {
  let next: OutboundAnswer = { kind: 'answered', status: 200, headers: {}, body: '' };
  return {
    post: async () => next,
    answer(status: number, { retryAfter, body = '' }: { retryAfter?: string; body?: string } = {}) {
      next = { kind: 'answered', status, headers: retryAfter === undefined ? {} : { retryAfter }, body };
    },
  };
}

/** What a page says, without its markup and with every space an ordinary one. */
export function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return body
    .replaceAll(/<\/(p|h\d|dt|dd|tr|caption|li|pre)>/g, '\n')
    .replaceAll(/<\/t[hd]>/g, ' | ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/[\u00a0\u202f ]+/g, ' ')
    .replaceAll(/ *\n */g, '\n');
}

import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Api } from './api.ts';
import { MAILINGS } from './group.ts';
import type { Links } from './mint.ts';
import type { Asking, Way } from './recipients.ts';

/** The people who have said stop so far, and how long Heed took to answer them. */
export interface Asked {
  recorded: number;
  slowestMillis: number;
}

export interface AskParts {
  readonly api: Api;
  readonly links: ReadonlyMap<string, Links>;
  readonly signal: AbortSignal;
}

// People do not press all at once, and a picture that is over in a blink shows nothing.
const OVER_MILLIS = 4_000;
// Connections are kept and shared by that many at a time.
const AT_ONCE_MAX = 8;
const CALLS_PER_OPERATOR = 4;

/** Lets everyone say stop in their own way, spread over a few seconds. `asked` is kept up to date meanwhile. */
export async function sayStop(people: readonly Asking[], parts: AskParts, asked: Asked): Promise<void> {
  const by = (way: Way) => people.filter((one) => one.way === way);
  const phone = by('phone');
  const shifts = Array.from({ length: Math.ceil(phone.length / CALLS_PER_OPERATOR) }, (_, shift) =>
    phone.slice(shift * CALLS_PER_OPERATOR, (shift + 1) * CALLS_PER_OPERATOR),
  );
  const one = (links: (person: Links) => Promise<void>) => async (person: Asking) => {
    const own = parts.links.get(person.address);
    if (own === undefined) throw new Error('A recipient has no link.');
    await timed(asked, 1, () => links(own));
  };
  await Promise.all([
    spread(
      by('one_click'),
      parts.signal,
      one((own) => oneClick(own, parts.signal)),
    ),
    spread(
      by('page'),
      parts.signal,
      one((own) => pressButton(own, parts.signal)),
    ),
    spread(shifts, parts.signal, (calls) => timed(asked, calls.length, () => typeIn(calls, parts.api))),
  ]);
}

async function timed(asked: Asked, count: number, act: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await act();
  asked.recorded += count;
  asked.slowestMillis = Math.max(asked.slowestMillis, performance.now() - startedAt);
}

/** RFC 8058, as a mail program does it: the address from one header, the body from the other, no cookie, no page. */
async function oneClick({ headers }: Links, signal: AbortSignal): Promise<void> {
  const url = /<(https?:[^>]+)>/.exec(headers['List-Unsubscribe'])?.[1] ?? '';
  const response = await postForm(url, headers['List-Unsubscribe-Post'], signal);
  if (response.status !== 200) throw new Error(`A one-click POST was answered ${response.status}.`);
}

/** As a person does it: open the page, and press the button that is there. */
async function pressButton({ unsubscribe_url }: Links, signal: AbortSignal): Promise<void> {
  const page = await (await fetch(unsubscribe_url, { signal })).text();
  const [, name, value] = /<button[^>]* name="([^"]+)" value="([^"]+)"/.exec(page) ?? [];
  if (name === undefined || value === undefined) throw new Error('The unsubscribe page has no button.');
  const body = new URLSearchParams({ [name]: value }).toString();
  const response = await postForm(unsubscribe_url, body, signal);
  if (response.status !== 200) throw new Error(`The page's button was answered ${response.status}.`);
}

async function postForm(url: string, body: string, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, { method: 'POST', body, headers, signal });
  await response.arrayBuffer(); // read to the end, so that the connection is used again
  return response;
}

const resultsSchema = z.object({ results: z.array(z.object({ status: z.string() })) });

/** As the telephone desk does it: a few calls' outcomes in one request. A caller means the whole brand. */
async function typeIn(calls: readonly Asking[], api: Api): Promise<void> {
  const decisions = calls.map(({ address, brand }, index) => ({
    address,
    scope: brand,
    channel: 'phone',
    evidence: { reference: `call-${index + 1}`, wording: 'Please stop sending me advertising.' },
  }));
  const { results } = await api.post('/v1/decisions', { decisions }, resultsSchema);
  if (results.some(({ status }) => status !== 'recorded')) throw new Error('A call was not recorded.');
}

/** What an opt-out of this person is about. */
export function scopeOf({ way, brand }: Asking): string {
  return way === 'phone' ? brand : MAILINGS[brand].scope;
}

async function spread<T>(
  items: readonly T[],
  signal: AbortSignal,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const startAt = performance.now();
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) {
      const early = startAt + (OVER_MILLIS * (index + 1)) / items.length - performance.now();
      if (early > 0) await delay(early, undefined, { signal });
      await act(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE_MAX }, work));
}

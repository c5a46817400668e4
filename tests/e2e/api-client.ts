import { createApiKey, type KeyScope } from '../../src/access/api-key.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { reach, type Target } from './targets/target.ts';

/** An answer of the service, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Talks to a target's JSON API with one key. */
export interface ApiClient {
  /** Its key. */
  readonly secret: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
}

/** Every answer a target has given to these helpers, for a last look at what they show. */
export type Transcript = Answer[];

/** Makes a key and a client that uses it. Keys are made beside the API: the first one has nobody to ask. */
export async function createClient(
  target: Target,
  transcript: Transcript,
  key: { readonly scopes: readonly KeyScope[]; readonly senderId?: string },
): Promise<ApiClient> {
  const { secret } = await createApiKey(
    target.database,
    { name: 'e2e', ...key },
    { random: createRandomBytes(), now: Date.now(), actor: 'cli' },
  );
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  return {
    secret,
    get: (path) => call(target, transcript, path, { headers }),
    post: (path, body) =>
      call(target, transcript, path, { method: 'POST', headers, body: JSON.stringify(body) }),
  };
}

/** One request to a path or a minted link. Redirects are not followed, so that none goes unseen. */
export async function call(
  target: Target,
  transcript: Transcript,
  link: string,
  request: RequestInit,
): Promise<Answer> {
  const response = await fetch(reach(target, link), { ...request, redirect: 'manual' });
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  transcript.push(answer);
  return answer;
}

/** The JSON of an answer that must have this status. */
export function jsonOf(answer: Answer, status = 200): unknown {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text);
}

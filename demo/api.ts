import type { z } from 'zod';

/** Heed's JSON API, as a program of the company uses it. */
export interface Api {
  get<T>(path: string, answer: z.ZodType<T>): Promise<T>;
  post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T>;
}

/** Calls the API with a key. Whatever is not a success is thrown, with the problem it was answered with. */
export function createApi(options: { baseUrl: string; key: string; signal: AbortSignal }): Api {
  const { baseUrl, key, signal } = options;
  async function call<T>(method: string, path: string, answer: z.ZodType<T>, body?: unknown): Promise<T> {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return answer.parse(JSON.parse(text));
  }
  return {
    get: (path, answer) => call('GET', path, answer),
    post: (path, body, answer) => call('POST', path, answer, body),
  };
}

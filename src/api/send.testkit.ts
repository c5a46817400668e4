import { z } from 'zod';
import type { TestHeed } from '../heed.testkit.ts';

const jsonObject = z.record(z.string(), z.unknown());

/** Sends a request of any method with a key; an answer without a body reads as an empty object. */
export async function send(
  { app }: TestHeed,
  secret: string,
  { method, path, body }: { method: 'PATCH' | 'DELETE'; path: string; body?: unknown },
) {
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: jsonObject.parse(text === '' ? {} : JSON.parse(text)) };
}

import type { Context } from 'hono';
import type { ApiKey } from '../access/api-key.ts';
import type { ApiEnv } from './context.ts';

// What a sender's own system may do for itself, besides reading its feed.
const OWN = /^\/v1\/senders\/([a-z0-9-]+)\/(?:lists|attestations)$/;

/** True where a key with the scope `changes` asks for what concerns the very sender it belongs to. */
export function isOwnSender(c: Context<ApiEnv>, key: ApiKey): boolean {
  const id = OWN.exec(c.req.path)?.[1];
  return id !== undefined && key.senderId === id && key.scopes.has('changes');
}

/** True for the request that writes a list: its answer is a file full of addresses, of which no copy may be kept. */
export function isListFile(c: Context<ApiEnv>): boolean {
  return OWN.test(c.req.path) && c.req.path.endsWith('/lists');
}

import type { Context } from 'hono';
import { findSession } from '../access/admin-session.ts';
import type { Heed } from '../heed.ts';
import { sessionCookie } from './session-cookie.ts';

/** Who is signed in, by the name audits know them by. Behind the sign-in there is always somebody. */
export async function adminOf(heed: Heed, c: Context): Promise<string> {
  const secret = sessionCookie(c);
  const session = secret === undefined ? undefined : await findSession(heed.database, secret, heed.now());
  if (session === undefined) throw new Error('nobody is signed in behind the sign-in');
  return session.admin;
}

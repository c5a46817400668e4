import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { SESSION_HOURS } from '../access/admin-session.ts';

const NAME = 'heed_session';

// Lax and not Strict: a bookmark or a link in an alert must find the admin signed in. No form acts on a GET.
function options(https: boolean): CookieOptions {
  return { path: '/console', httpOnly: true, secure: https, sameSite: 'Lax' };
}

/** Hands the browser its session secret, for as long as the session lasts. */
export function setSessionCookie(c: Context, secret: string, { https }: { https: boolean }): void {
  setCookie(c, NAME, secret, { ...options(https), maxAge: SESSION_HOURS * 3_600 });
}

/** The session secret a browser sent, if any. */
export function sessionCookie(c: Context): string | undefined {
  return getCookie(c, NAME);
}

/** Tells the browser to forget its session secret. */
export function clearSessionCookie(c: Context, { https }: { https: boolean }): void {
  deleteCookie(c, NAME, options(https));
}

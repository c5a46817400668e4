import { createElement } from 'react';
import { render, toPlainText } from 'react-email';
import { AdminSignIn, type AdminSignInProps } from '../../emails/admin-sign-in.tsx';
import type { Mail } from './mail.ts';

/** The mail that brings an admin a one-time sign-in link. */
export async function adminSignInMail(to: string, props: AdminSignInProps): Promise<Mail> {
  const html = await render(createElement(AdminSignIn, props));
  return { to, subject: 'Sign in to the Heed console', html, text: toPlainText(html) };
}

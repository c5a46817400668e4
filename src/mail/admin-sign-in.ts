import { createCompose } from './compose.ts';
import type { FactsOf } from './letter.ts';
import type { Mail } from './mail.ts';

/** The mail that brings an admin a one-time sign-in link, where no outbox is at hand. */
export function adminSignInMail(to: string, facts: Omit<FactsOf<'admin_sign_in'>, 'kind'>): Promise<Mail> {
  const compose = createCompose({ directory: { brand: async () => undefined }, service: facts.service });
  return compose({ kind: 'admin_sign_in', to, language: 'en', brandId: null, ...facts });
}

import type { Compose } from './mail.ts';

/**
 * Renders the letters there is a template for: so far, the sign-in link. The others wait in the outbox until the version
 * that has theirs.
 */
export const composeSignIn: Compose = async (letter) => {
  if (letter.kind !== 'admin_sign_in') throw new Error('there is no template for this letter');
  // Loaded only here: React costs more to load than everything else a command does.
  const { adminSignInMail } = await import('./admin-sign-in.ts');
  return adminSignInMail(letter.to, letter);
};

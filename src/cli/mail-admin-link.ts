import { ADMIN_LINK_MINUTES } from '../access/admin-session.ts';
import { normaliseAddress } from '../consent/address.ts';
import type { Heed } from '../heed.ts';
import { SEND_MILLIS_MAX } from '../mail/mail.ts';
import { letterProgress } from '../mail/read-outbox.ts';
import { type Io, Refused } from './io.ts';
import { settingsOf } from './settings.ts';

/** A sign-in link on its way to an admin. */
export interface MailedLink {
  readonly to: string;
  readonly url: string;
  readonly admin: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** The address as it was spelled, once it is sure that mails can leave and that it is one. */
export function requireWayOut(io: Io, to: string): string {
  if (settingsOf(io).mail.kind === 'capture') {
    throw new Refused(
      'there is no way to send mail.',
      'Set RESEND_API_KEY or HEED_SMTP_URL, and HEED_MAIL_FROM with either, or leave --mail out.',
    );
  }
  const outcome = normaliseAddress(to);
  if (outcome.kind === 'not_an_address') throw new Refused('--mail is no mail address.', outcome.fix);
  return outcome.spelling;
}

/** Puts the link into the outbox and tries it at once. What is not taken now, the running service tries again. */
export async function mailAdminLink(
  io: Io,
  heed: Heed,
  { to, url, admin, expiresAt }: MailedLink,
): Promise<number> {
  const service = new URL(heed.baseUrl).host;
  const letter = { kind: 'admin_sign_in', service, url, minutes: ADMIN_LINK_MINUTES } as const;
  const { id } = await heed.enqueue({ ...letter, to, language: 'en', brandId: null }, { expiresAt });
  await heed.mail({ millisMax: SEND_MILLIS_MAX, only: id });
  const progress = await letterProgress(heed.database, id);
  const works = `The link signs ${admin} in, once, within ${ADMIN_LINK_MINUTES} minutes.`;
  if (progress?.state === 'sent') {
    io.note(`Sent. ${works}`);
    return 0;
  }
  const because = progress?.code ? ` (${progress.code})` : '';
  if (progress?.state === 'waiting') {
    io.note(
      `Not taken yet${because}. The mail stays in the outbox, and the running service tries it again. ${works}`,
    );
    return 0;
  }
  throw new Refused(`the mail was not taken${because}.`, 'Check the address, and HEED_MAIL_FROM.');
}

import type { Brand } from '../brands/brand.ts';
import type { Letter } from './letter.ts';
import type { Mail, OutgoingMail } from './mail.ts';
import { displayName, isOneAddress } from './mailbox.ts';
import { oneLine } from './printable.ts';

/**
 * Puts on a mail what belongs on its envelope: the brand's name before the sending address, its support address for
 * answers, the language, and when it was written (epoch ms). Names and subjects are set by people; here they lose
 * whatever could begin another header line.
 */
export function dress(
  mail: Mail,
  { letter, brand, writtenAt }: { letter: Letter; brand: Brand | undefined; writtenAt: number },
): OutgoingMail {
  const support = brand?.profile.support.email ?? null;
  return {
    ...mail,
    subject: oneLine(mail.subject),
    language: letter.language,
    fromName: displayName(brand?.name ?? null),
    replyTo: support !== null && isOneAddress(support) ? support : null,
    writtenAt,
  };
}

import type { LetterKind } from '../src/mail/letter.ts';
import { AdminAlert } from './admin-alert.tsx';
import { AdminDigest } from './admin-digest.tsx';
import { AdminSignIn } from './admin-sign-in.tsx';
import type { MailTemplate } from './mail-props.ts';
import { ManageLink } from './manage-link.tsx';
import { OptInConfirmation } from './opt-in-confirmation.tsx';
import { OptOutAcknowledgement } from './opt-out-acknowledgement.tsx';
import { PrivacyAnswered } from './privacy-answered.tsx';
import { PrivacyConfirmation } from './privacy-confirmation.tsx';
import { PrivacyReceived } from './privacy-received.tsx';

/** The template of every kind of letter. */
export const TEMPLATES: { readonly [K in LetterKind]: MailTemplate<K> } = {
  manage_link: ManageLink,
  opt_in_confirmation: OptInConfirmation,
  opt_out_acknowledgement: OptOutAcknowledgement,
  privacy_confirmation: PrivacyConfirmation,
  privacy_received: PrivacyReceived,
  privacy_answered: PrivacyAnswered,
  admin_alert: AdminAlert,
  admin_digest: AdminDigest,
  admin_sign_in: AdminSignIn,
};

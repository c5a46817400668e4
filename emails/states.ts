import type { FactsOf, LetterKind } from '../src/mail/letter.ts';
import { AdminAlert } from './admin-alert.tsx';
import { AdminDigest } from './admin-digest.tsx';
import { OptInConfirmation } from './opt-in-confirmation.tsx';
import { OptOutAcknowledgement } from './opt-out-acknowledgement.tsx';
import { PrivacyAnswered } from './privacy-answered.tsx';
import { PrivacyConfirmation } from './privacy-confirmation.tsx';
import { PrivacyReceived } from './privacy-received.tsx';

type States = { readonly [K in LetterKind]?: Readonly<Record<string, FactsOf<K>>> };

const optOut = OptOutAcknowledgement.PreviewProps.facts;
const answered = PrivacyAnswered.PreviewProps.facts;
const NOT_FOUND = 'We could not find anything that belongs to this address.';
const alert = AdminAlert.PreviewProps.facts;
const alertIn = (state: string) => ({ ...alert, trouble: { ...alert.trouble, state } });

/** Every state of a mail beside the one of its PreviewProps, by name. The preview shows them, the tests hold them. */
export const FURTHER_STATES: States = {
  opt_in_confirmation: {
    'whole-brand': { ...OptInConfirmation.PreviewProps.facts, topics: [] },
  },
  opt_out_acknowledgement: {
    'whole-brand': { ...optOut, topics: [] },
    'every-brand': { ...optOut, topics: [], everyBrand: true },
    'no-deadline': { ...optOut, dueAt: null },
  },
  privacy_confirmation: {
    delete: { ...PrivacyConfirmation.PreviewProps.facts, request: 'delete' },
  },
  privacy_received: {
    delete: { ...PrivacyReceived.PreviewProps.facts, request: 'delete' },
  },
  privacy_answered: {
    'delete-denied': { ...answered, outcome: 'denied', explanation: NOT_FOUND },
    know: { ...answered, request: 'know', explanation: null },
    'know-denied': { ...answered, request: 'know', outcome: 'denied', explanation: NOT_FOUND },
  },
  admin_alert: {
    late: alertIn('late'),
    'at-risk': alertIn('at_risk'),
    critical: alertIn('critical'),
    held: alertIn('held'),
    breached: { ...alert, trouble: { ...alert.trouble, state: 'breached', code: null } },
  },
  admin_digest: {
    'no-senders': { ...AdminDigest.PreviewProps.facts, optOuts: 0, senders: [] },
  },
};

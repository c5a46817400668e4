import type { FactsOf, LetterKind, SenderTrouble } from '../src/mail/letter.ts';
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
const alertIn = (state: string, changes: Partial<SenderTrouble> = {}) => ({
  ...alert,
  trouble: { ...alert.trouble, state, ...changes },
});
const ofService = {
  sender: alert.service,
  oldestRequestedAt: Date.parse('2026-11-20T14:03:00Z'),
  dueAt: null,
};
const HOUR_MILLIS = 3_600_000;

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
    breached: alertIn('breached', { code: null }),
    refused: alertIn('refused', { oldestRequestedAt: null, dueAt: null, waiting: 0, code: 'unauthorized' }),
    'alarm-failing': alertIn('alarm_failing', { ...ofService, waiting: 3, code: 'timeout' }),
    'watch-stopped': alertIn('watch_stopped', { ...ofService, waiting: 0, code: null }),
    recovered: alertIn('target_missed', { waiting: 0, lastedMillis: 30 * HOUR_MILLIS }),
    'recovered-breach': alertIn('breached', { waiting: 0, lastedMillis: 12 * HOUR_MILLIS }),
  },
  admin_digest: {
    'no-senders': { ...AdminDigest.PreviewProps.facts, optOuts: 0, senders: [] },
  },
};

import type { Letter, LetterKind } from '../letter.ts';

const frame = { to: 'jane@example.com', language: 'en', brandId: 'clearview' } as const;
const admin = { to: 'ops@northlight.example', language: 'en', brandId: null } as const;
const service = 'heed.example';
const url = 'https://heed.example/x';

/** One letter of each kind, with every fact it can tell. */
export const LETTERS: { readonly [Kind in LetterKind]: Extract<Letter, { kind: Kind }> } = {
  manage_link: { ...frame, kind: 'manage_link', url, minutes: 30 },
  opt_in_confirmation: { ...frame, kind: 'opt_in_confirmation', url, topics: ['Offers'], days: 7 },
  opt_out_acknowledgement: {
    ...frame,
    kind: 'opt_out_acknowledgement',
    topics: [],
    everyBrand: true,
    requestedAt: 1,
    dueAt: null,
    receiptUrl: url,
  },
  privacy_confirmation: { ...frame, kind: 'privacy_confirmation', request: 'know', url, days: 7 },
  privacy_received: {
    ...frame,
    kind: 'privacy_received',
    request: 'delete',
    requestId: 'prv_1',
    receivedAt: 1,
    dueAt: 2,
  },
  privacy_answered: {
    ...frame,
    kind: 'privacy_answered',
    request: 'delete',
    requestId: 'prv_1',
    outcome: 'denied',
    explanation: null,
  },
  admin_alert: {
    ...admin,
    kind: 'admin_alert',
    service,
    url,
    trouble: {
      sender: 'Tool',
      state: 'target_missed',
      waiting: 3,
      oldestRequestedAt: 1,
      dueAt: 2,
      code: null,
      lastedMillis: null,
    },
  },
  admin_digest: {
    ...admin,
    kind: 'admin_digest',
    service,
    url,
    day: '2026-11-22',
    optOuts: 12,
    senders: [{ sender: 'Tool', told: 12, p50: 40, p99: null, waiting: 0 }],
  },
  admin_sign_in: { ...admin, kind: 'admin_sign_in', service, url, minutes: 15 },
};

/** Somebody's manage link. */
export function aLetter(to = 'jane@example.com'): Letter {
  return { ...LETTERS.manage_link, to };
}

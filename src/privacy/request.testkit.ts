import { parseRecipientId } from '../consent/recipient.ts';
import { DEFAULT_BRAND_POLICY } from '../deadline/policy.ts';
import { parseSealed } from '../keys/seal.ts';
import type { NewRequest } from './decide-opening.ts';

/** A Monday morning in New York. */
export const MORNING = Date.parse('2026-11-23T15:00:00Z');
export const DAY = 86_400_000;

/** A request to know everything, typed at the door of Clearview by Jane, at `MORNING`. */
export function aRequest(difference: Partial<NewRequest> = {}): NewRequest {
  return {
    brand: { id: 'clearview', policy: DEFAULT_BRAND_POLICY },
    kind: 'know',
    recipientId: aPerson('jane'),
    addressSealed: aSealed(),
    language: 'en',
    lookBack: difference.kind === 'delete' ? null : 'all',
    channel: 'page',
    evidence: {},
    confirmed: false,
    now: MORNING,
    ...difference,
  };
}

/** Somebody's recipient id. */
export function aPerson(name: string) {
  const id = parseRecipientId(name.padEnd(22, '0'));
  if (id === undefined) throw new Error(`${name} makes no recipient id`);
  return id;
}

function aSealed() {
  const sealed = parseSealed(`test.${'A'.repeat(40)}`);
  if (sealed === undefined) throw new Error('the test text has not the shape of a sealed one');
  return sealed;
}

import { z } from '@hono/zod-openapi';
import { auditBy } from '../access/audit.ts';
import type { Heed } from '../heed.ts';
import type { Attestation } from '../senders/attestation.ts';
import { type LiftHold, liftHold, liftHoldSchema } from '../senders/lift-hold.ts';
import { Refusal } from './problem.ts';

/** A person's word that lifts what holds a sender, as it comes in. */
export const holdLiftedInput = liftHoldSchema.extend({ kind: z.literal('hold_lifted') });

/** Takes that word, in the name of an API key. Answers what was written, or throws the refusal. */
export async function attestHoldLifted(
  heed: Heed,
  keyId: string,
  senderId: string,
  { name, reason }: LiftHold,
): Promise<Attestation> {
  const outcome = await liftHold(heed, senderId, { name, reason }, auditBy(heed, keyId));
  switch (outcome.kind) {
    case 'lifted':
      return outcome.attestation;
    case 'unknown_sender':
      throw new Refusal('not_found', 'GET /v1/senders lists the senders there are.');
    case 'not_held':
      throw new Refusal(
        'not_held',
        'Nothing was written. GET /v1/senders says under `held` what holds each sender: a retirement, and a watch that has stopped, are not lifted like this.',
      );
  }
}

import { heldAnswer } from '../senders/held-words.ts';
import type { SenderState } from './sender-states.ts';

/** A sender's state as the API and the command line answer it, to stand beside what else there is to say of it. */
export function stateAnswer(senderId: string, { held, incidents, nextAttemptAt }: SenderState) {
  return {
    held: held.map((one) => heldAnswer(senderId, one)),
    incidents: incidents.map(({ kind }) => kind),
    next_attempt_at: nextAttemptAt === null ? null : new Date(nextAttemptAt).toISOString(),
  };
}

import { brandHeld, type Held } from './hold.ts';

/** What lifts a hold, in a sentence for whoever reads a refusal. Time alone lifts none. */
export function liftedBy(held: Held): string {
  switch (held.reason) {
    case 'deadline':
      return `It lifts by itself once the sender has acknowledged every opt-out that is due first, or when a named person attests that the sender honours them already: ${LIFT}.`;
    case 'backfill':
      return `It lifts by itself once this new sender has acknowledged all opt-outs that stood when it was added, or when a named person attests that it honours them already: ${LIFT}.`;
    case 'brand':
      return `It lifts by itself once the sender has acknowledged all opt-outs of this brand, or when a named person attests that it honours them already: ${LIFT}.`;
    case 'retired':
      return 'Nothing lifts it: the sender was retired and mails nobody any more. A system that mails again is added as a new sender.';
    case 'watch_stopped':
      return 'It lifts by itself as soon as the watch runs again. See that the background work of Heed runs: /readyz says since when it has not.';
  }
}

const LIFT = '"heed senders lift-hold", or POST /v1/senders/{id}/attestations';

/**
 * A hold as the API and the command line answer it: whose, why, since when, what is about to fall due, and what lifts it.
 * Instants as ISO 8601; `brand` is `*` where all of the sender's promotional mail is held.
 */
export function heldAnswer(sender: string, held: Held) {
  return {
    sender,
    reason: held.reason,
    brand: brandHeld(held),
    since: new Date(held.since).toISOString(),
    due_at: 'dueAt' in held && held.dueAt !== null ? new Date(held.dueAt).toISOString() : null,
    lifted_by: liftedBy(held),
  };
}
export type HeldAnswer = ReturnType<typeof heldAnswer>;

import type { KnownSenders } from './known-senders.ts';
import type { Sender, SenderKind } from './sender.ts';

/** A sender that is told by hand, or why there is none of that id. */
export type ManualSender =
  | { readonly kind: 'manual'; readonly sender: Sender }
  | { readonly kind: 'unknown_sender' }
  | { readonly kind: 'other_kind'; readonly of: SenderKind }
  | { readonly kind: 'retired'; readonly sender: Sender };

/** Finds a sender that lists are written for. One that was retired is told nothing any more. */
export async function findManualSender(
  senders: Pick<KnownSenders, 'read'>,
  id: string,
): Promise<ManualSender> {
  const sender = (await senders.read()).find((one) => one.id === id);
  if (sender === undefined) return { kind: 'unknown_sender' };
  if (sender.kind !== 'manual') return { kind: 'other_kind', of: sender.kind };
  return sender.retiredAt === null ? { kind: 'manual', sender } : { kind: 'retired', sender };
}

import type { LadderChanges } from '../deadline/ladder.ts';

/** How a sender learns of decisions: we call it, it asks us, or a person carries a list to it. */
export const SENDER_KINDS = ['webhook', 'feed', 'manual'] as const;
export type SenderKind = (typeof SENDER_KINDS)[number];

/** One list or system that can mail people, for one or more brands. */
export interface Sender {
  readonly id: string;
  readonly name: string;
  /** What recipients read where they see who was told; the name itself unless the company chose another. */
  readonly publicName: string;
  readonly kind: SenderKind;
  /** At least one. */
  readonly brands: readonly string[];
  /** As its connector wants them; opened from their seal, so never to be logged. */
  readonly settings: unknown;
  /** Epoch ms. For entries older than this, latency counts from here. */
  readonly createdAt: number;
  /** Epoch ms, of brands it was given later: for entries about them latency counts from there. */
  readonly brandsSince?: ReadonlyMap<string, number> | undefined;
  /** What is different about its ladder, laid over its brand's; null for nothing. */
  readonly ladder: LadderChanges | null;
  /** Epoch ms: since then it mails nobody, and is told nothing any more. Its history stays. */
  readonly retiredAt: number | null;
}

/** The senders that may mail people, apart from those that were retired. Each in the order they came. */
export function byService<One extends Pick<Sender, 'retiredAt'>>(
  senders: readonly One[],
): { readonly inService: readonly One[]; readonly retired: readonly One[] } {
  return {
    inService: senders.filter(({ retiredAt }) => retiredAt === null),
    retired: senders.filter(({ retiredAt }) => retiredAt !== null),
  };
}

/** True where we call the sender. The others know one position only: what they have fetched or been handed. */
export function isPushed({ kind }: Pick<Sender, 'kind'>): boolean {
  return kind === 'webhook';
}

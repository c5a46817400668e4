/** How a sender learns of decisions: we call it, or it asks us. */
export const SENDER_KINDS = ['webhook', 'feed'] as const;
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
}

import { type Answer, type Order, orderSchema, type Report } from './messages.ts';

/** A sender's side of its conversation with the demo. */
export interface Part {
  /** Where it listens, null when it only asks. */
  readonly port: number | null;
  /** Starts the work; what it needs to know came with the order. */
  readonly begin: (order: Exclude<Order, { kind: 'report' }>) => void;
  readonly report: () => Report;
}

/**
 * Joins the demo that started this process: takes its orders, and ends when it ends, however it ends. The channel
 * closes with the demo's process even where nothing could be said any more.
 */
export function joinDemo({ port, begin, report }: Part): void {
  if (!process.connected) process.exit(0);
  process.on('disconnect', () => process.exit(0));
  // The terminal sends these to the demo and to us at once; the demo decides when we end.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('message', (message) => {
    const order = orderSchema.parse(message);
    if (order.kind === 'report') return tell({ kind: 'report', report: report() });
    begin(order);
    tell({ kind: 'ready' });
  });
  tell({ kind: 'started', port });
}

function tell(answer: Answer): void {
  process.send?.(answer);
}

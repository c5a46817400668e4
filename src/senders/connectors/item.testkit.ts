import { createHash } from 'node:crypto';
import type { ChangeItem, PushInput } from './connector.ts';
import { itemsJson } from './items-json.ts';

/** An item that is valid and boring but for what a test changes. Its address follows from its `seq`. */
export function anItem(changes: Partial<ChangeItem> = {}): ChangeItem {
  const seq = changes.seq ?? 1;
  const address = changes.address ?? `reader${seq}@example.com`;
  return {
    seq,
    address,
    address_sha256: createHash('sha256').update(address).digest('hex'),
    promotional: { clearview: 'suppressed' },
    topics: { 'clearview/news': 'suppressed' },
    undeliverable: false,
    requested_at: '2026-11-02T09:00:00.000Z',
    due_at: '2026-11-17T05:00:00.000Z',
    ...changes,
  };
}

/** As many items as asked for, `seq` from 1. */
export function someItems(count: number): ChangeItem[] {
  return Array.from({ length: count }, (_, index) => anItem({ seq: index + 1 }));
}

/** A batch that is valid and boring but for what a test changes. */
export function aBatch<Settings>(
  changes: Partial<PushInput<Settings>> & { settings: Settings },
): PushInput<Settings> {
  const items = changes.items ?? someItems(2);
  return {
    sender: 'in-house',
    items,
    itemsJson: itemsJson(items),
    fromSeq: items[0]?.seq ?? 1,
    toSeq: items.at(-1)?.seq ?? 1,
    batchId: 'batch_1',
    now: Date.parse('2026-11-02T09:00:05.000Z'),
    ...changes,
  };
}

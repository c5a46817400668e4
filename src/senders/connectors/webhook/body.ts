import type { ChangeItem, PushInput } from '../connector.ts';

/**
 * The body of one batch, as text ready to sign and send:
 * `{type: "suppression.changed", timestamp, data: {sender, from_seq, to_seq, items}}`. `timestamp` is the time of the
 * event, taken from the items (the latest `requested_at`), so that the body of a batch is the same at every attempt.
 * Items carry the documented fields alone, whatever else the objects hold. Pure; wants at least one item.
 */
export function suppressionChangedBody(
  batch: Pick<PushInput<unknown>, 'sender' | 'items' | 'itemsJson' | 'fromSeq' | 'toSeq'>,
): string {
  const { sender, items, itemsJson, fromSeq, toSeq } = batch;
  const head = JSON.stringify({
    type: 'suppression.changed',
    timestamp: latest(items),
    data: { sender, from_seq: fromSeq, to_seq: toSeq },
  });
  // The items' own text goes in before the two braces that end `data` and the whole.
  return `${head.slice(0, -2)},"items":${itemsJson}}}`;
}

function latest(items: readonly ChangeItem[]): string {
  const millis = items.reduce((newest, item) => Math.max(newest, Date.parse(item.requested_at)), 0);
  return new Date(millis).toISOString();
}

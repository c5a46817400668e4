import type { Database } from '../store/database.ts';
import { findRequest } from './find-request.ts';
import { type PrivacyRequest, requestOf } from './request.ts';

/** What a confirmation came to. */
export type Confirmed =
  | { readonly kind: 'confirmed'; readonly request: PrivacyRequest }
  /** It was confirmed before and waits for its answer. */
  | { readonly kind: 'already'; readonly request: PrivacyRequest }
  | { readonly kind: 'answered'; readonly request: PrivacyRequest }
  /** Its time was over before anybody confirmed it; the person is to ask anew. */
  | { readonly kind: 'lapsed'; readonly request: PrivacyRequest }
  | { readonly kind: 'unknown' };

/** Marks a request as the person's own, durably, at `now` (epoch ms). Its clocks stay: they began when it came in. */
export async function confirmRequest(
  parts: { database: Database },
  { id, now }: { id: string; now: number },
): Promise<Confirmed> {
  const [row] = await parts.database.all(
    parts.database.build
      .updateTable('privacy_request')
      .set({ state: 'received', confirmed_at: now })
      .where('id', '=', id)
      .where('state', '=', 'unconfirmed')
      .where('due_at', '>', now)
      .returningAll(),
  );
  if (row !== undefined) return { kind: 'confirmed', request: requestOf(row) };
  const request = await findRequest(parts, id);
  switch (request?.state) {
    case undefined:
      return { kind: 'unknown' };
    case 'unconfirmed':
      return { kind: 'lapsed', request };
    case 'received':
      return { kind: 'already', request };
    case 'answered':
      return { kind: 'answered', request };
  }
}

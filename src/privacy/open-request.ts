import type { Database } from '../store/database.ts';
import { decideOpening, type NewRequest } from './decide-opening.ts';
import { type PrivacyRequest, requestOf, rowOf } from './request.ts';

/** What a request came to. `request.beyondTwice` marks a third request to know in twelve months: people decide. */
export type Opened =
  | { readonly kind: 'opened'; readonly request: PrivacyRequest }
  /** One was open and unconfirmed; this proved it. */
  | { readonly kind: 'confirmed'; readonly request: PrivacyRequest }
  /** One is open already: nothing was added. */
  | { readonly kind: 'already'; readonly request: PrivacyRequest };

/**
 * Takes a privacy request in, durably. Repeated presses, two tabs and two processes make one open request of one person,
 * brand and kind: see `decideOpening`.
 */
export async function openRequest(parts: { database: Database }, asked: NewRequest): Promise<Opened> {
  // Ends: a race is lost to somebody whose change is there at the next look.
  for (;;) {
    const opening = decideOpening(await earlierRequests(parts.database, asked), asked);
    switch (opening.kind) {
      case 'nothing':
        return { kind: 'already', request: opening.open };
      case 'insert':
        if (await inserted(parts.database, opening.request))
          return { kind: 'opened', request: opening.request };
        break;
      case 'amend': {
        const { open, request } = opening;
        const kind = open.state === request.state ? 'already' : 'confirmed';
        if (await amended(parts.database, open, request)) return { kind, request };
      }
    }
  }
}

/** All earlier requests of the person, brand and kind. They are few: each but the last was closed before the next. */
async function earlierRequests(
  database: Database,
  { recipientId, brand, kind }: NewRequest,
): Promise<PrivacyRequest[]> {
  const rows = await database.all(
    database.build
      .selectFrom('privacy_request')
      .selectAll()
      .where('recipient_id', '=', recipientId)
      .where('brand', '=', brand.id)
      .where('kind', '=', kind)
      .orderBy('received_at', 'desc'),
  );
  return rows.map(requestOf);
}

async function inserted(database: Database, request: PrivacyRequest): Promise<boolean> {
  const insert = database.build.insertInto('privacy_request').values(rowOf(request));
  return (await database.commit([insert.compile()])).kind === 'committed';
}

/** Writes what has changed, unless the request is no longer what was read. */
async function amended(database: Database, open: PrivacyRequest, request: PrivacyRequest): Promise<boolean> {
  const { state, look_back, language, confirmed_at, received_at, acknowledge_due_at, due_at } =
    rowOf(request);
  const update = database.build
    .updateTable('privacy_request')
    .set({ state, look_back, language, confirmed_at, received_at, acknowledge_due_at, due_at })
    .where('id', '=', open.id)
    .where('state', '=', open.state)
    .where('received_at', '=', open.receivedAt);
  const outcome = await database.commit([update.compile()]);
  return outcome.kind === 'committed' && outcome.changes[0] === 1;
}

import type { Database } from '../store/database.ts';
import { type PrivacyRequest, type RequestState, requestOf } from './request.ts';

/** The request with this id, or undefined. */
export async function findRequest(
  { database }: { database: Database },
  id: string,
): Promise<PrivacyRequest | undefined> {
  const [row] = await database.all(
    database.build.selectFrom('privacy_request').selectAll().where('id', '=', id),
  );
  return row && requestOf(row);
}

/** A place in a list of requests, as `spellCursor` writes it. */
export interface RequestCursor {
  readonly dueAt: number;
  readonly id: string;
}

/** A page of requests, the one due first at its head; `next` is null on the last. */
export interface RequestPage {
  readonly requests: readonly PrivacyRequest[];
  readonly next: RequestCursor | null;
}

/** Most requests in one page. */
export const REQUESTS_MAX = 200;

/** Lists the requests of one state by when they are due, `limit` (1 to `REQUESTS_MAX`) at a time. */
export async function listRequests(
  { database }: { database: Database },
  { state, after, limit }: { state: RequestState; after?: RequestCursor | undefined; limit: number },
): Promise<RequestPage> {
  const size = Math.min(Math.max(limit, 1), REQUESTS_MAX);
  let query = database.build
    .selectFrom('privacy_request')
    .selectAll()
    .where('state', '=', state)
    .orderBy('due_at')
    .orderBy('id')
    .limit(size + 1);
  if (after !== undefined) {
    query = query.where((is) =>
      is.or([
        is('due_at', '>', after.dueAt),
        is.and([is('due_at', '=', after.dueAt), is('id', '>', after.id)]),
      ]),
    );
  }
  const requests = (await database.all(query)).map(requestOf);
  const page = requests.slice(0, size);
  const last = requests.length > size ? page.at(-1) : undefined;
  return { requests: page, next: last === undefined ? null : { dueAt: last.dueAt, id: last.id } };
}

/** A cursor as a text that fits into a query string. */
export function spellCursor({ dueAt, id }: RequestCursor): string {
  return `${dueAt}.${id}`;
}

const CURSOR = /^(-?\d{1,16})\.(prv_[A-Za-z0-9_-]{22})$/;

/** The cursor a text spells, or undefined when it spells none. */
export function parseCursor(text: string): RequestCursor | undefined {
  const [, dueAt, id] = CURSOR.exec(text) ?? [];
  if (dueAt === undefined || id === undefined || !Number.isSafeInteger(Number(dueAt))) return undefined;
  return { dueAt: Number(dueAt), id };
}

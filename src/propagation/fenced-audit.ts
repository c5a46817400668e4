import type { AuditEntry } from '../access/audit.ts';
import type { Database, Statement } from '../store/database.ts';
import type { PropagationRow } from '../store/schema.ts';

/**
 * The audit row of a change that was decided on where a sender stood: null where it stands elsewhere by now, and so refused
 * (`not_null`) with the whole commit, see docs/decisions/0002.
 */
export function fencedAudit(
  database: Database,
  { sender_id, epoch, cursor_seq }: PropagationRow,
  entry: AuditEntry,
): Statement {
  return database.build
    .insertInto('audit')
    .values((is) => ({
      ...entry,
      subject: is
        .selectFrom('propagation')
        .select('sender_id')
        .where('sender_id', '=', sender_id)
        .where('epoch', '=', epoch)
        .where('cursor_seq', '=', cursor_seq),
    }))
    .compile();
}

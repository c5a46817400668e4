import { type RandomBytes, randomId } from '../keys/random.ts';
import type { Database, Statement } from '../store/database.ts';

/** Who did something that changes what Heed does: written in the same commit as the change, so neither is without the other. */
export interface AuditEntry {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** An API key's id, an admin's name, `cli`, or `console` for what was asked there by somebody not signed in. */
  readonly actor: string;
  /** Dotted, as in `sender.create`. */
  readonly action: string;
  /** The id of what was changed; never an address. */
  readonly subject: string;
}

/** The statement that writes an audit entry. */
export function auditStatement(database: Database, entry: AuditEntry): Statement {
  return database.build.insertInto('audit').values(entry).compile();
}

/**
 * Audit rows in the name of one actor: for an action on a subject, the statement that writes the row, the entry it is made
 * of, and the time it is written with.
 */
export function auditBy(
  { database, now, random }: { database: Database; now: () => number; random: RandomBytes },
  actor: string,
): (
  action: string,
  subject: string,
) => { readonly now: number; readonly audit: Statement; readonly entry: AuditEntry } {
  return (action, subject) => {
    const at = now();
    const entry = { id: randomId('aud', random), at, actor, action, subject };
    return { now: at, audit: auditStatement(database, entry), entry };
  };
}

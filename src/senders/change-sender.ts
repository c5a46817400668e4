import { z } from 'zod';
import type { AuditEntry, auditBy } from '../access/audit.ts';
import { nameSchema } from '../brands/naming.ts';
import { somethingToChange } from '../brands/something-to-change.ts';
import { type LadderChanges, ladderChangesSchema } from '../deadline/ladder.ts';
import { changedLadder, type LadderProblem } from '../deadline/ladder-in-force.ts';
import type { Database, Statement } from '../store/database.ts';
import type { KnownSenders } from './known-senders.ts';
import type { Sender } from './sender.ts';
import { senderLadderProblems } from './sender-ladder.ts';

/**
 * What is to be different about a sender. A `public_name` of null makes recipients read its name again; a `ladder` is laid
 * over what was changed before, and null takes all of it back.
 */
export const senderChangesSchema = somethingToChange(
  z.strictObject({
    name: nameSchema.optional(),
    public_name: nameSchema.nullable().optional(),
    ladder: ladderChangesSchema.nullable().optional(),
  }),
);

export type SenderChanges = z.output<typeof senderChangesSchema>;

export type SenderChanged =
  | { readonly kind: 'changed'; readonly sender: Sender }
  | { readonly kind: 'unknown_sender' }
  /** Its steps would be out of order over the ladder of one of its brands. */
  | { readonly kind: 'refused_ladder'; readonly problems: readonly LadderProblem[] };

// Each lost race is somebody else's finished change, so this many in a row are no coincidence.
const TRIES_MAX = 20;

/** Changes a sender, with its audit row. This process knows at once, another within seconds. */
export async function changeSender(
  { database, senders }: { readonly database: Database; readonly senders: KnownSenders },
  id: string,
  changes: SenderChanges,
  audit: ReturnType<typeof auditBy>,
): Promise<SenderChanged> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    // First, so that what changes between the two reads is found by the fence.
    const before = await ladderTextOf(database, id);
    senders.forget();
    const sender = (await senders.read()).find((one) => one.id === id);
    if (sender === undefined) return { kind: 'unknown_sender' };
    const changed = changedSender(sender, changes);
    const problems =
      changes.ladder === undefined ? [] : await senderLadderProblems(database, sender.brands, changed.ladder);
    if (problems.length > 0) return { kind: 'refused_ladder', problems };
    const { entry } = audit('sender.update', id);
    const outcome = await database.commit(replacement(database, { changes, changed, before, entry }));
    senders.forget();
    if (outcome.kind === 'committed') return { kind: 'changed', sender: changed };
  }
  throw new Error('a sender is being changed by others, over and over');
}

function changedSender(sender: Sender, changes: SenderChanges): Sender {
  const name = changes.name ?? sender.name;
  const before = sender.publicName === sender.name ? null : sender.publicName;
  return {
    ...sender,
    name,
    publicName: (changes.public_name === undefined ? before : changes.public_name) ?? name,
    ladder: changes.ladder === undefined ? sender.ladder : changedLadder(sender.ladder, changes.ladder),
  };
}

async function ladderTextOf(database: Database, id: string): Promise<string | null> {
  const query = database.build.selectFrom('sender').select('ladder_json').where('id', '=', id);
  return (await database.all(query))[0]?.ladder_json ?? null;
}

interface Replacement {
  readonly changes: SenderChanges;
  readonly changed: Sender;
  /** The ladder's text as it was read. */
  readonly before: string | null;
  readonly entry: AuditEntry;
}

/** Writes what is changed where the ladder still is what it was, or nothing: without the audit row's subject, all is undone. */
function replacement({ build }: Database, { changes, changed, before, entry }: Replacement): Statement[] {
  const { id, name, publicName, ladder } = changed;
  const after = changes.ladder === undefined ? before : textOf(ladder);
  return [
    build
      .updateTable('sender')
      // One that is as the name goes on being as the name; what is absent is left as it is.
      .set({
        name: changes.name,
        public_name: publicName === name ? null : changes.public_name,
        ladder_json: after,
      })
      .where('id', '=', id)
      .where('ladder_json', before === null ? 'is' : '=', before)
      .compile(),
    build
      .insertInto('audit')
      // Null, and so refused with the whole commit, where the sender is gone or its ladder another.
      .values((row) => ({
        ...entry,
        subject: row
          .selectFrom('sender')
          .select('id')
          .where('id', '=', id)
          .where('ladder_json', after === null ? 'is' : '=', after),
      }))
      .compile(),
  ];
}

function textOf(ladder: LadderChanges | null): string | null {
  return ladder === null ? null : JSON.stringify(ladder);
}

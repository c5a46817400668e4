import { openLetter } from '../../src/mail/outbox.ts';
import type { World } from '../pages/world.ts';

/** Every entry of the ledger in order, with its evidence read. */
export async function entriesOf({ heed: { database } }: World) {
  const rows = await database.all(
    database.build
      .selectFrom('ledger')
      .select(['kind', 'scope', 'channel', 'until_at', 'evidence_json'])
      .orderBy('seq'),
  );
  return rows.map(({ evidence_json, ...row }) => ({ ...row, evidence: JSON.parse(evidence_json ?? 'null') }));
}

/** What was said, in short: `opt_out clearview/offers`. */
export async function said(world: World): Promise<string[]> {
  return (await entriesOf(world)).map(({ kind, scope }) => `${kind} ${scope}`);
}

/** The letters in the outbox, oldest first. */
export async function lettersOf({ heed: { database, keyring } }: World) {
  const rows = await database.all(
    database.build.selectFrom('outbox').select(['id', 'letter_sealed', 'expires_at']).orderBy('created_at'),
  );
  return rows.map((row) => {
    const opened = openLetter(keyring, row);
    if (opened.kind !== 'letter') throw new Error(`letter ${row.id} does not open`);
    return { ...opened.letter, expiresAt: row.expires_at };
  });
}

/** The path of a link in a letter. */
export function pathIn(letter: object): string {
  const url: unknown = Reflect.get(letter, 'url');
  if (typeof url !== 'string') throw new Error('the letter has no link');
  return new URL(url).pathname;
}

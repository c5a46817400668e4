import { createDirectory } from '../../brands/directory.ts';
import { type Keyring, parseKeyring } from '../../keys/keyring.ts';
import { createRandomBytes } from '../../keys/random.ts';
import type { Log, LogFields } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open.ts';
import type { Letter } from '../letter.ts';
import type { Compose, MailOutcome, OutgoingMail, SendMail } from '../mail.ts';
import { createMail, type MailParts } from '../mail-tick.ts';
import { type EnqueueOptions, enqueue } from '../outbox.ts';

/** A Monday noon in UTC. */
export const NOON = Date.UTC(2026, 10, 23, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Renders every letter as plainly as can be. */
export const composePlainly: Compose = async ({ to, kind }) => ({
  to,
  subject: kind,
  html: `<p>${kind}</p>`,
  text: kind,
});

export function aRing(text = `k1:${Buffer.alloc(32, 7).toString('base64url')}`): Keyring {
  const outcome = parseKeyring(text);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

/** A vendor that is told what to answer, and honours idempotency keys: what it has taken it takes no second time. */
export function aVendor() {
  const taken = new Map<string, OutgoingMail>();
  const asked: string[] = [];
  let answers: (mail: OutgoingMail, key: string) => MailOutcome | Promise<MailOutcome> = () => ({
    kind: 'sent',
  });
  const sendMail: SendMail = async (mail, key) => {
    asked.push(key);
    const outcome = await answers(mail, key);
    if (outcome.kind === 'sent' && !taken.has(key)) taken.set(key, mail);
    return outcome;
  };
  return {
    sendMail,
    asked,
    taken,
    /** Who got a mail. */
    reached: () => [...taken.values()].map(({ to }) => to),
    answer(next: typeof answers) {
      answers = next;
    },
  };
}

/** An outbox on a database of its own, with a clock that moves when told. */
export async function openPostOffice(parts: Partial<MailParts> & { database?: Database } = {}) {
  const database = parts.database ?? openDatabase('sqlite::memory:');
  if (parts.database === undefined) await migrate(database, NOON);
  let at = NOON;
  const now = parts.now ?? (() => at);
  const random = createRandomBytes();
  const keyring = parts.keyring ?? aRing();
  const vendor = aVendor();
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note };
  const shared: MailParts = {
    keyring,
    directory: createDirectory(database, now),
    compose: composePlainly,
    sendMail: vendor.sendMail,
    log,
    now,
    fraction: () => 0.5,
    ...parts,
    database,
  };
  const tick = createMail(shared);
  return {
    database,
    vendor,
    logged,
    parts: shared,
    /** Epoch ms. */
    now,
    advance(millis: number) {
      at += millis;
    },
    post: (letter: Letter, options?: EnqueueOptions) =>
      enqueue({ database, keyring, random, now }, letter, options),
    tick: (signal?: AbortSignal) => tick({ millisMax: MINUTE, signal }),
    rows: () => database.all(database.build.selectFrom('outbox').selectAll().orderBy('id')),
    /** The row of one letter. */
    async row(id: string) {
      const query = database.build.selectFrom('outbox').selectAll().where('id', '=', id);
      const [row] = await database.all(query);
      if (row === undefined) throw new Error(`there is no letter ${id}`);
      return row;
    },
  };
}

import { type RandomBytes, randomId, randomSecret } from '../keys/random.ts';
import { secretHash } from '../keys/secret-hash.ts';
import type { Database } from '../store/database.ts';
import { auditStatement } from './audit.ts';

/** A sign-in link works once and for this long. */
export const ADMIN_LINK_MINUTES = 15;
/** A signed-in admin is asked again after this long. */
export const SESSION_HOURS = 12;

/** Who is signed in at the console. */
export interface AdminSession {
  readonly admin: string;
}

/** Makes a one-time sign-in secret for an admin; only its hash is kept. `now` is epoch ms. */
export async function createAdminLink(
  database: Database,
  admin: string,
  { random, now }: { random: RandomBytes; now: number },
): Promise<string> {
  const secret = randomSecret(random);
  await database.commit([
    database.build.deleteFrom('admin_link').where('expires_at', '<', now).compile(),
    database.build.deleteFrom('session').where('expires_at', '<', now).compile(),
    database.build
      .insertInto('admin_link')
      .values({
        secret_hash: secretHash(secret),
        admin,
        created_at: now,
        expires_at: now + ADMIN_LINK_MINUTES * 60_000,
        used_at: null,
      })
      .compile(),
  ]);
  return secret;
}

/** True while a sign-in secret can still be used. Looking does not use it up: mail scanners look too. */
export async function isAdminLinkOpen(database: Database, secret: string, now: number): Promise<boolean> {
  const rows = await database.all(
    database.build
      .selectFrom('admin_link')
      .select('admin')
      .where('secret_hash', '=', secretHash(secret))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now),
  );
  return rows.length === 1;
}

/** Uses a sign-in secret up and answers a session secret for the cookie, or undefined when it no longer works. */
export async function signIn(
  database: Database,
  secret: string,
  { random, now }: { random: RandomBytes; now: number },
): Promise<string | undefined> {
  // One conditional update: of two presses, exactly one gets the row.
  const [used] = await database.all(
    database.build
      .updateTable('admin_link')
      .set({ used_at: now })
      .where('secret_hash', '=', secretHash(secret))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('admin'),
  );
  if (used === undefined) return undefined;
  const session = randomSecret(random);
  const insert = database.build.insertInto('session').values({
    secret_hash: secretHash(session),
    admin: used.admin,
    created_at: now,
    expires_at: now + SESSION_HOURS * 3_600_000,
  });
  const audit = auditStatement(database, {
    id: randomId('aud', random),
    at: now,
    actor: used.admin,
    action: 'admin.sign_in',
    subject: used.admin,
  });
  await database.commit([insert.compile(), audit]);
  return session;
}

/** The session a cookie belongs to, or undefined when there is none any more. */
export async function findSession(
  database: Database,
  secret: string,
  now: number,
): Promise<AdminSession | undefined> {
  const [row] = await database.all(
    database.build
      .selectFrom('session')
      .select('admin')
      .where('secret_hash', '=', secretHash(secret))
      .where('expires_at', '>', now),
  );
  return row;
}

/** Ends a session. */
export async function signOut(database: Database, secret: string): Promise<void> {
  await database.all(database.build.deleteFrom('session').where('secret_hash', '=', secretHash(secret)));
}

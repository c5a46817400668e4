import { parseScope, type Scope } from '../../src/consent/scope.ts';
import type { Keyring } from '../../src/keys/keyring.ts';
import { MANAGE_MINUTES } from '../../src/links/ages.ts';
import { readToken, signToken } from '../../src/links/token.ts';
import type { Database } from '../../src/store/database.ts';
import type { Person } from './journeys.ts';

/** What somebody is made of: the links the API minted for them, and the service behind these. */
export interface PersonParts {
  readonly address: string;
  readonly links: { readonly unsubscribe_url: string; readonly preferences_url: string };
  readonly keyring: Keyring;
  readonly database: Database;
  /** Epoch ms. */
  readonly now: number;
}

/** Somebody with the links they were mailed. The mailed link to everything is made here: no mail is read in these tests. */
export async function aPerson({ address, links, keyring, database, now }: PersonParts): Promise<Person> {
  const unsubscribe = new URL(links.unsubscribe_url).pathname;
  const claims = await readToken(keyring, unsubscribe.slice('/u/'.length), { powers: ['unsub'], now });
  if (claims === undefined) throw new Error('the link they were mailed is not read');
  const manageSince = (issuedAt: number) => {
    const seconds = Math.floor(issuedAt / 1000);
    const ends = { issuedAt: seconds, expiresAt: seconds + MANAGE_MINUTES * 60 };
    return `/p/${signToken(keyring, { ...claims, scope: CLEARVIEW, ...ends, power: 'manage' })}`;
  };
  return {
    address,
    unsubscribe,
    preferences: new URL(links.preferences_url).pathname,
    manage: manageSince(now),
    lapsed: manageSince(now - 86_400_000),
    async said() {
      const { build } = database;
      const rows = await database.all(
        build
          .selectFrom('ledger')
          .select(['kind', 'scope'])
          .where('recipient_id', '=', claims.recipientId)
          .orderBy('seq'),
      );
      return rows.map(({ kind, scope }) => `${kind} ${scope}`);
    },
  };
}

const CLEARVIEW = scopeOf('clearview');

function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

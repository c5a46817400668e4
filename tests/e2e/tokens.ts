import { parseScope } from '../../src/consent/scope.ts';
import { type IdentityKey, parseIdentityKey } from '../../src/keys/identity.ts';
import { type Keyring, parseKeyring } from '../../src/keys/keyring.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { mintLinks } from '../../src/links/mint.ts';
import { type Power, readToken, signToken } from '../../src/links/token.ts';
import { tokenOf } from './story.ts';
import { SETTINGS } from './targets/target.ts';

/** The keyring of these settings: by default, the one every target has. */
export function keyringOf(keys: string = SETTINGS.HEED_KEYS): Keyring {
  const outcome = parseKeyring(keys);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.keyring;
}

function identityKey(): IdentityKey {
  const outcome = parseIdentityKey(SETTINGS.HEED_IDENTITY_KEY);
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.key;
}

/** One recipient's links as the API mints them, made here to spare ten thousand requests. */
export function mintHere(address: string, keyring: Keyring = keyringOf()) {
  const scope = parseScope('clearview');
  if (scope === undefined) throw new Error('the brand is no scope');
  const parts = {
    keyring,
    identityKey: identityKey(),
    random: createRandomBytes(),
    baseUrl: SETTINGS.HEED_BASE_URL,
  };
  const minted = mintLinks(parts, { scope, issuedAt: Date.now() }, address);
  if (minted.kind === 'refused') throw new Error(minted.fix);
  return {
    recipientId: minted.links.recipient_id,
    unsub: tokenOf(minted.links.unsubscribe_url),
    prefs: tokenOf(minted.links.preferences_url),
  };
}

/** A link of each power for one recipient, as the pages make them; those that end, end that many seconds from now. */
export async function everyPower(
  address: string,
  endsInSeconds = 900,
): Promise<Readonly<Record<Power, string>>> {
  const { unsub, prefs } = mintHere(address);
  const keyring = keyringOf();
  const claims = await readToken(keyring, unsub, { powers: ['unsub'], now: Date.now() });
  if (claims === undefined) throw new Error('the link they are made from is not read');
  const ending = { ...claims, expiresAt: claims.issuedAt + endsInSeconds };
  return {
    unsub,
    prefs,
    manage: signToken(keyring, { ...ending, power: 'manage' }),
    undo: signToken(keyring, { ...ending, power: 'undo', seq: 1 }),
    optin: signToken(keyring, { ...ending, power: 'optin', topics: [claims.scope] }),
    receipt: signToken(keyring, { ...claims, power: 'receipt', seq: 1 }),
    privacy: signToken(keyring, { ...ending, power: 'privacy', requestId: 'prv_1' }),
  };
}

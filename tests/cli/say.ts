import { withHeed } from '../../src/cli/with-heed.ts';
import { normaliseAddress } from '../../src/consent/address.ts';
import { recipientId } from '../../src/consent/recipient.ts';
import { parseScope } from '../../src/consent/scope.ts';
import { createRandomBytes } from '../../src/keys/random.ts';
import { seal } from '../../src/keys/seal.ts';

type Said = readonly [name: string, scope: string, kind?: 'opt_in'];

/** Has people say something to the Heed of these settings, each `name@example.com`, in order. */
export async function sayTo(
  environment: Readonly<Record<string, string>>,
  said: readonly Said[],
): Promise<void> {
  const io = {
    environment,
    stdin: (async function* () {})(),
    stdinIsTerminal: false,
    stdoutIsTerminal: false,
    out: async () => undefined,
    note: () => undefined,
    signal: new AbortController().signal,
    now: Date.now,
    random: createRandomBytes(),
  };
  await withHeed(io, 'required', async (heed) => {
    for (const [name, about, kind = 'opt_out'] of said) {
      const outcome = normaliseAddress(`${name}@example.com`);
      const scope = parseScope(about);
      if (outcome.kind !== 'address' || scope === undefined) throw new Error(`${name} says nothing`);
      const id = recipientId(heed.identityKey, outcome.address);
      await heed.append([
        {
          kind,
          recipientId: id,
          addressSealed: seal(heed.keyring, heed.random, outcome.spelling, id),
          scope,
          requestedAt: heed.now(),
          receivedAt: heed.now(),
          channel: 'phone',
          evidence: {},
        },
      ]);
    }
  });
}

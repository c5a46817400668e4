import { workerData } from 'node:worker_threads';
import { parseIdentityKey } from '../keys/identity.ts';
import { parseKeyring } from '../keys/keyring.ts';
import { createRandomBytes } from '../keys/random.ts';
import { manyMinter } from '../links/mint-many.ts';
import { answerQuestions } from '../threads/answer-questions.ts';
import type { MintQuestion, MintThreadGiven } from './mint-threads.ts';

// A thread that mints links; mint-threads.ts starts it with the secrets.

const { keys, identityKey, baseUrl } = workerData as MintThreadGiven; // from our own process
const ring = parseKeyring(keys);
const identity = parseIdentityKey(identityKey);
if (ring.kind === 'refused' || identity.kind === 'refused') throw new Error('the secrets were read before');

const mint = manyMinter({
  keyring: ring.keyring,
  identityKey: identity.key,
  random: createRandomBytes(),
  baseUrl,
});
answerQuestions({ answer: ({ order, addresses }: MintQuestion) => mint(order, addresses) });

import { describe, expect, it } from 'vitest';
import { parseKeyring } from '../keys/keyring.ts';
import { createRandomBytes } from '../keys/random.ts';
import { seal } from '../keys/seal.ts';
import { decideOpening } from './decide-opening.ts';
import { addressOf, answeredLetter, confirmationLetter, receivedLetter } from './letters.ts';
import { aPerson, aRequest, MORNING } from './request.testkit.ts';
import type { PrivacyRequest } from './request.ts';

const to = 'jane@example.com';

function opened(difference: Parameters<typeof aRequest>[0] = {}): PrivacyRequest {
  const opening = decideOpening([], aRequest({ language: 'fr', ...difference }));
  if (opening.kind !== 'insert') throw new Error('the first request is always a new one');
  return opening.request;
}

describe('the letters of a request', () => {
  it('carry its brand and its language, and each has one id however often it is made', () => {
    const request = opened();
    const confirmation = () => confirmationLetter(request, { to, url: 'https://heed.example/p/x', days: 7 });
    expect(confirmation()).toEqual({
      id: `privacy_confirmation.${request.id}`,
      letter: {
        to,
        language: 'fr',
        brandId: 'clearview',
        kind: 'privacy_confirmation',
        request: 'know',
        url: 'https://heed.example/p/x',
        days: 7,
      },
    });
    expect(confirmation().id).not.toBe(receivedLetter(request, { to }).id);
  });

  it('say until when the answer is in time: the last instant, not the first forbidden one', () => {
    const request = opened();
    expect(receivedLetter(request, { to }).letter).toMatchObject({
      kind: 'privacy_received',
      requestId: request.id,
      receivedAt: MORNING,
      dueAt: Date.parse('2027-01-07T05:00:00Z') - 1,
    });
  });

  it('tell an answer once there is one', () => {
    const request = opened({ kind: 'delete' });
    expect(answeredLetter(request, { to })).toBeUndefined();
    const answer = { outcome: 'denied', explanation: 'An order is open.', by: 'ada' } as const;
    const answered = answeredLetter({ ...request, state: 'answered', answer }, { to });
    expect(answered?.letter).toMatchObject({
      kind: 'privacy_answered',
      request: 'delete',
      outcome: 'denied',
      explanation: 'An order is open.',
    });
    expect(JSON.stringify(answered)).not.toContain('ada');
  });

  it('go to the address that was sealed for this person, and nowhere once it is gone', () => {
    const outcome = parseKeyring(`test1:${Buffer.alloc(32, 7).toString('base64url')}`);
    if (outcome.kind === 'refused') throw new Error(outcome.problem);
    const { keyring } = outcome;
    const jane = aPerson('jane');
    const request = opened({ addressSealed: seal(keyring, createRandomBytes(), to, jane) });
    expect(addressOf({ keyring }, request)).toBe(to);
    expect(addressOf({ keyring }, { ...request, recipientId: aPerson('joe') })).toBeUndefined();
    expect(addressOf({ keyring }, { ...request, addressSealed: null })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { createRandomBytes } from '../../src/keys/random.ts';
import { answerRequest } from '../../src/privacy/answer-request.ts';
import { confirmRequest } from '../../src/privacy/confirm-request.ts';
import { findRequest, listRequests, type RequestCursor } from '../../src/privacy/find-request.ts';
import { openRequest } from '../../src/privacy/open-request.ts';
import { aPerson, aRequest, DAY, MORNING } from '../../src/privacy/request.testkit.ts';
import type { Database } from '../../src/store/database.ts';
import { aDatabase } from './a-database.ts';

const random = createRandomBytes();

describe('a privacy request', () => {
  it('is found again as it was opened', async () => {
    const { database } = await aDatabase();
    const asked = aRequest({ language: 'pt-BR', evidence: { page: 'door', wording: 2 } });
    const { kind, request } = await openRequest({ database }, asked);
    expect(kind).toBe('opened');
    expect(await findRequest({ database }, request.id)).toEqual(request);
    expect(request).toMatchObject({ evidence: asked.evidence, language: 'pt-BR', state: 'unconfirmed' });
    expect(await findRequest({ database }, 'prv_nobody')).toBeUndefined();
  });

  it('is one, however many presses in however many processes ask for it at once', async () => {
    const { database, openAnother } = await aDatabase();
    const databases = [database, await openAnother()];
    const presses = Array.from({ length: 12 }, (_, index) =>
      openRequest({ database: databases[index % 2] ?? database }, aRequest({ confirmed: index % 3 === 0 })),
    );
    const outcomes = await Promise.all(presses);
    expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'confirmed').length).toBeLessThanOrEqual(1);
    expect(new Set(outcomes.map(({ request }) => request.id)).size).toBe(1);
    expect(await statesOf(database)).toEqual(['received']);
  });

  it('of another person, brand or kind is another', async () => {
    const { database } = await aDatabase();
    const { policy } = aRequest().brand;
    for (const difference of [
      {},
      { recipientId: aPerson('joe') },
      { brand: { id: 'soundpage', policy } },
      { kind: 'delete' as const },
    ]) {
      expect((await openRequest({ database }, aRequest(difference))).kind).toBe('opened');
    }
  });

  it('is confirmed once, and its clocks stay', async () => {
    const { database } = await aDatabase();
    const { request } = await openRequest({ database }, aRequest());
    const confirm = { id: request.id, now: MORNING + DAY };
    expect(await confirmRequest({ database }, confirm)).toEqual({
      kind: 'confirmed',
      request: { ...request, state: 'received', confirmedAt: MORNING + DAY },
    });
    const again = await confirmRequest({ database }, { ...confirm, now: MORNING + 2 * DAY });
    expect(again).toMatchObject({ kind: 'already', request: { confirmedAt: MORNING + DAY } });
    expect(await confirmRequest({ database }, { ...confirm, id: 'prv_nobody' })).toEqual({ kind: 'unknown' });
  });

  it('that nobody confirmed in time stays as it is, and makes room for another', async () => {
    const { database } = await aDatabase();
    const { request } = await openRequest({ database }, aRequest());
    const now = request.dueAt;
    expect(await confirmRequest({ database }, { id: request.id, now })).toEqual({ kind: 'lapsed', request });
    const proven = await openRequest({ database }, aRequest({ confirmed: true, now }));
    expect(proven.kind).toBe('opened');
    expect(await findRequest({ database }, request.id)).toEqual(request);
    expect((await statesOf(database)).toSorted()).toEqual(['received', 'unconfirmed']);
  });

  it('takes the clocks of an earlier call that is noted later', async () => {
    const { database } = await aDatabase();
    const { request } = await openRequest({ database }, aRequest());
    const noted = aRequest({ confirmed: true, channel: 'phone', receivedAt: MORNING - 5 * DAY });
    const outcome = await openRequest({ database }, noted);
    expect(outcome).toMatchObject({ kind: 'confirmed', request: { receivedAt: MORNING - 5 * DAY } });
    expect(outcome.request.dueAt).toBeLessThan(request.dueAt);
    expect(await findRequest({ database }, request.id)).toEqual(outcome.request);
  });
});

describe('an answer', () => {
  const denial = { outcome: 'denied', explanation: 'No match.', by: 'ada', now: MORNING + DAY } as const;

  it('closes the request with the audit row of who gave it, once', async () => {
    const { database } = await aDatabase();
    const parts = { database, random };
    const { id } = (await openRequest(parts, aRequest({ confirmed: true }))).request;
    const first = await answerRequest(parts, { id, ...denial });
    expect(first).toMatchObject({
      kind: 'answered',
      request: {
        state: 'answered',
        answeredAt: MORNING + DAY,
        answer: { outcome: 'denied', explanation: 'No match.', by: 'ada' },
      },
    });
    const again = await answerRequest(parts, {
      id,
      ...denial,
      explanation: 'Another.',
      now: MORNING + 9 * DAY,
    });
    expect(again).toEqual({ ...first, kind: 'already' });
    expect(await answerRequest(parts, { id, ...denial, outcome: 'complied' })).toEqual({
      ...first,
      kind: 'other_outcome',
    });
    expect(await confirmRequest(parts, { id, now: MORNING })).toEqual({ ...first, kind: 'answered' });
    expect(await auditOf(database)).toEqual([
      { actor: 'ada', action: 'privacy_request.answer', subject: id },
    ]);
  });

  it('complies with nobody who has not proven the address, and may deny them', async () => {
    const { database } = await aDatabase();
    const parts = { database, random };
    const { id } = (await openRequest(parts, aRequest())).request;
    expect(await answerRequest(parts, { id, ...denial, outcome: 'complied' })).toMatchObject({
      kind: 'unconfirmed',
    });
    expect(await auditOf(database)).toEqual([]);
    expect((await answerRequest(parts, { id, ...denial })).kind).toBe('answered');
    expect(await answerRequest(parts, { ...denial, id: 'prv_nobody' })).toEqual({ kind: 'unknown' });
  });

  it('is one of two that are given at once, and so is its audit row', async () => {
    const { database, openAnother } = await aDatabase();
    const other = await openAnother();
    const { id } = (await openRequest({ database }, aRequest({ confirmed: true }))).request;
    const outcomes = await Promise.all([
      answerRequest({ database, random }, { id, ...denial }),
      answerRequest({ database: other, random }, { id, ...denial, outcome: 'complied', by: 'bob' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['answered', 'other_outcome']);
    const winner = outcomes[0]?.kind === 'answered' ? 'ada' : 'bob';
    expect((await auditOf(database)).map(({ actor }) => actor)).toEqual([winner]);
    expect((await findRequest({ database }, id))?.answer?.by).toBe(winner);
  });

  it('lets the person ask again; a third request to know in twelve months is taken and marked', async () => {
    const { database } = await aDatabase();
    const parts = { database, random };
    const marks: boolean[] = [];
    for (const now of [MORNING, MORNING + 10 * DAY, MORNING + 20 * DAY]) {
      const { kind, request } = await openRequest(parts, aRequest({ confirmed: true, now }));
      expect(kind).toBe('opened');
      marks.push((await findRequest(parts, request.id))?.beyondTwice ?? false);
      const answer = { id: request.id, outcome: 'complied', explanation: null, by: 'ada', now } as const;
      await answerRequest(parts, answer);
    }
    expect(marks).toEqual([false, false, true]);
  });
});

it('a list gives each request of its state once, the one due first at its head', async () => {
  const { database } = await aDatabase();
  for (let index = 0; index < 7; index++) {
    // Three of them are due at the same instant.
    const now = MORNING + Math.max(0, 3 - index) * DAY;
    await openRequest({ database }, aRequest({ recipientId: aPerson(`p${index}`), confirmed: true, now }));
  }
  await openRequest({ database }, aRequest());
  const seen: { dueAt: number; id: string }[] = [];
  let after: RequestCursor | undefined;
  do {
    const page = await listRequests({ database }, { state: 'received', after, limit: 2 });
    expect(page.requests.length).toBeLessThanOrEqual(2);
    seen.push(...page.requests);
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
  expect(seen).toHaveLength(7);
  expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).toSorted((a, b) => a - b));
});

async function statesOf(database: Database): Promise<string[]> {
  const rows = await database.all(database.build.selectFrom('privacy_request').select('state'));
  return rows.map(({ state }) => state);
}

function auditOf(database: Database) {
  return database.all(database.build.selectFrom('audit').select(['actor', 'action', 'subject']));
}

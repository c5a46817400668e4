import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { privacyClocks } from '../deadline/privacy-clocks.ts';
import { decideOpening, isOpen, type NewRequest, type Opening } from './decide-opening.ts';
import { aRequest, DAY, MORNING } from './request.testkit.ts';
import type { PrivacyRequest } from './request.ts';

const zone = 'America/New_York';

function inserted(opening: Opening): PrivacyRequest {
  if (opening.kind !== 'insert') throw new Error(`not inserted: ${opening.kind}`);
  return opening.request;
}

/** A request of that person that was complied with. */
function complied(difference: Partial<NewRequest>, earlier: readonly PrivacyRequest[] = []): PrivacyRequest {
  const request = inserted(decideOpening(earlier, aRequest({ confirmed: true, ...difference })));
  const answer = { outcome: 'complied', explanation: null, by: 'ada' } as const;
  return { ...request, state: 'answered', answeredAt: request.receivedAt + DAY, answer };
}

describe('a new privacy request', () => {
  it('starts its clocks when it comes in, whether or not it is confirmed', () => {
    for (const confirmed of [true, false]) {
      const { acknowledgeDueAt, dueAt } = privacyClocks({ receivedAt: MORNING, zone });
      expect(inserted(decideOpening([], aRequest({ confirmed })))).toMatchObject({
        state: confirmed ? 'received' : 'unconfirmed',
        receivedAt: MORNING,
        confirmedAt: confirmed ? MORNING : null,
        acknowledgeDueAt,
        dueAt,
      });
    }
  });

  it('counts from the call or letter it came by, and never from a time to come', () => {
    const byPhone = (receivedAt: number) => inserted(decideOpening([], aRequest({ receivedAt }))).receivedAt;
    expect(byPhone(MORNING - 3 * DAY)).toBe(MORNING - 3 * DAY);
    expect(byPhone(MORNING + 3 * DAY)).toBe(MORNING);
  });

  it('has an id of its own, whichever earlier requests are still kept', () => {
    const first = complied({ now: MORNING });
    const second = complied({ now: MORNING + DAY }, [first]);
    const ids = [[], [first], [second], [first, second]].map(
      (earlier) => inserted(decideOpening(earlier, aRequest())).id,
    );
    expect(second.id).not.toBe(first.id);
    expect(ids[0]).toBe(first.id);
    for (const id of ids.slice(2)) expect([first.id, second.id]).not.toContain(id);
    expect(inserted(decideOpening([], aRequest({ kind: 'delete' }))).id).not.toBe(first.id);
  });
});

describe('a repeat while one is open', () => {
  const unconfirmed = inserted(decideOpening([], aRequest()));
  const received = inserted(decideOpening([], aRequest({ confirmed: true })));

  it('changes nothing', () => {
    const later = aRequest({ now: MORNING + DAY, lookBack: '12_months', language: 'es' });
    expect(decideOpening([unconfirmed], later)).toEqual({ kind: 'nothing', open: unconfirmed });
    expect(decideOpening([received], later)).toEqual({ kind: 'nothing', open: received });
    expect(decideOpening([received], { ...later, confirmed: true })).toEqual({
      kind: 'nothing',
      open: received,
    });
  });

  it('confirms what was not confirmed, and keeps its clocks', () => {
    const proven = aRequest({ confirmed: true, now: MORNING + DAY, lookBack: '12_months' });
    expect(decideOpening([unconfirmed], proven)).toEqual({
      kind: 'amend',
      open: unconfirmed,
      request: {
        ...unconfirmed,
        state: 'received',
        confirmedAt: MORNING + DAY,
        lookBack: '12_months',
      },
    });
  });

  it('moves the clocks to an earlier receipt, as of a call that was noted late', () => {
    const receivedAt = MORNING - 7 * DAY;
    const { acknowledgeDueAt, dueAt } = privacyClocks({ receivedAt, zone });
    const noted = aRequest({ confirmed: true, receivedAt, channel: 'phone' });
    expect(decideOpening([received], noted)).toEqual({
      kind: 'amend',
      open: received,
      request: { ...received, receivedAt, acknowledgeDueAt, dueAt },
    });
  });

  it('opens another once the time of the unconfirmed one is over, and not a moment before', () => {
    const proven = aRequest({ confirmed: true, now: unconfirmed.dueAt });
    expect(decideOpening([unconfirmed], proven)).toMatchObject({
      kind: 'insert',
      request: { receivedAt: unconfirmed.dueAt },
    });
    expect(decideOpening([unconfirmed], { ...proven, now: unconfirmed.dueAt - 1 }).kind).toBe('amend');
    expect(decideOpening([received], { ...proven, now: received.dueAt + 99 * DAY }).kind).toBe('nothing');
  });
});

describe('requests to know', () => {
  const first = complied({ now: Date.parse('2026-03-01T15:00:00Z') });
  const second = complied({ now: Date.parse('2026-06-01T15:00:00Z') }, [first]);
  const third = (difference: Partial<NewRequest>) =>
    inserted(decideOpening([first, second], aRequest(difference))).beyondTwice;

  it('are marked from the third within twelve months on, and not after', () => {
    expect([first.beyondTwice, second.beyondTwice]).toEqual([false, false]);
    expect(third({ now: Date.parse('2027-03-01T14:59:59Z') })).toBe(true);
    expect(third({ now: Date.parse('2027-03-01T15:00:00Z') })).toBe(false);
  });

  it('are not counted when they were denied, and requests to delete never are', () => {
    const answer = { outcome: 'denied', explanation: 'No match.', by: 'ada' } as const;
    const denied = { ...second, answer };
    expect(inserted(decideOpening([first, denied], aRequest())).beyondTwice).toBe(false);
    expect(third({ kind: 'delete' })).toBe(false);
  });
});

it('whatever is asked in whatever order, at most one request is open and no clock moves to later', () => {
  const step = fc.record({
    after: fc.integer({ min: 0, max: 30 * DAY }),
    before: fc.integer({ min: 0, max: 60 * DAY }),
    confirmed: fc.boolean(),
    answered: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let now = MORNING;
      const requests = new Map<string, PrivacyRequest>();
      for (const { after, before, confirmed, answered } of steps) {
        now += after;
        const opening = decideOpening(
          [...requests.values()],
          aRequest({ now, confirmed, receivedAt: now - before }),
        );
        const request = opening.kind === 'nothing' ? opening.open : opening.request;
        const known = requests.get(request.id);
        expect(known === undefined).toBe(opening.kind === 'insert');
        expect(request.dueAt).toBeLessThanOrEqual(known?.dueAt ?? Infinity);
        expect(confirmed && request.state !== 'received').toBe(false);
        requests.set(request.id, request);
        expect([...requests.values()].filter((one) => isOpen(one, now)).length).toBeLessThanOrEqual(1);
        if (answered) requests.set(request.id, { ...request, state: 'answered', answeredAt: now });
      }
    }),
  );
});

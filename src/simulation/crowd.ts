import type { Channel } from '../consent/decision.ts';
import { brandScope, EVERYTHING, type Scope, topicScope } from '../consent/scope.ts';
import type { Chance } from './chance.ts';
import { BRANDS, TOPICS } from './scopes.ts';
import type { Utterance } from './speaking.ts';
import { DAY, HOUR, MINUTE, SECOND } from './weather.ts';

/** So many opt-outs at once, most of them about one topic: people read a campaign. Epoch ms. */
export interface Burst {
  readonly at: number;
  readonly optOuts: number;
  readonly brand: string;
  readonly topic: string;
}

const CAMPAIGNS_PER_DAY = 1.5;
const OPT_OUTS_PER_BURST_MAX = 280;
// What a campaign causes, it causes within a day or two, and most of it at once.
const READ_WITHIN_MILLIS = 8 * HOUR;

/** Spreads a number of opt-outs over a span, as campaigns cause them, in the order of time. */
export function burstsOf(
  optOuts: number,
  { from, to, chance }: { from: number; to: number; chance: Chance },
): Burst[] {
  const campaigns = Array.from(
    { length: Math.max(2, Math.round(((to - from) / DAY) * CAMPAIGNS_PER_DAY)) },
    () => ({
      at: from + chance.fraction() * (to - from) * 0.95,
      brand: chance.pick(BRANDS),
      topic: chance.pick(TOPICS),
    }),
  );
  const bursts: Burst[] = [];
  for (let left = optOuts; left > 0; ) {
    const { at, brand, topic } = chance.pick(campaigns);
    const size = Math.min(left, chance.magnitude(1, OPT_OUTS_PER_BURST_MAX));
    const later = -Math.log(1 - chance.fraction()) * READ_WITHIN_MILLIS;
    bursts.push({ at: Math.min(to, Math.round(at + later)), optOuts: size, brand, topic });
    left -= size;
  }
  return bursts.sort((one, other) => one.at - other.at);
}

/** The people of a simulation. `others`: whether they say anything but opt-outs. */
export interface CrowdOptions {
  readonly people: number;
  readonly chance: Chance;
  readonly others: boolean;
}

// A few change their minds all the time, and everybody else is heard of once or twice.
const RESTLESS = 200;
const REQUESTS_OF = [1, 1, 1, 2, 3, 8, 15] as const;

/** What is said in a burst, request by request. At an instant in epoch ms; pauses end before `until`. */
export function saidIn(
  burst: Burst,
  { people, chance, others }: CrowdOptions,
  { now, until }: { now: number; until: number },
): Utterance[][] {
  const requests: Utterance[][] = [];
  for (let left = burst.optOuts; left > 0; ) {
    const size = Math.min(left, chance.pick(REQUESTS_OF));
    requests.push(Array.from({ length: size }, () => optOut(somebody())));
    left -= size;
  }
  if (others) requests.push(...requests.flatMap((request) => request.flatMap(followUps)).map((one) => [one]));
  return requests;

  function somebody(): number {
    const restless = Math.min(RESTLESS, people);
    return chance.happens(0.12) ? chance.between(0, restless - 1) : chance.between(0, people - 1);
  }

  function scope(): Scope {
    if (chance.happens(0.05)) return EVERYTHING;
    const brand = chance.happens(0.9) ? burst.brand : chance.pick(BRANDS);
    return chance.happens(0.35) ? brandScope(brand) : topicScope(brand, burst.topic);
  }

  function optOut(person: number): Utterance {
    const channel: Channel = chance.pick([
      'one_click',
      'one_click',
      'one_click',
      'page',
      'api',
      'phone',
      'complaint',
    ]);
    const late = channel === 'phone' || channel === 'api';
    return {
      person,
      kind: 'opt_out',
      scope: scope(),
      channel,
      agoMillis: late ? chance.magnitude(SECOND, 2 * DAY) : 0,
    };
  }

  /** What some say next to an opt-out or instead of one, themselves or by machine. */
  function followUps({ person, scope: about }: Utterance): Utterance[] {
    if (!chance.happens(0.25)) return [];
    const said = (kind: Utterance['kind'], channel: Channel, more: Partial<Utterance> = {}) => [
      { person, kind, scope: about, channel, agoMillis: 0, ...more },
    ];
    switch (chance.between(0, 9)) {
      case 0:
      case 1:
      case 2:
        return said('opt_in', 'page');
      case 3:
        // Somebody else's list says "subscribed": it lifts nothing.
        return said('opt_in', 'import', { agoMillis: chance.magnitude(HOUR, 30 * DAY) });
      case 4:
      case 5:
        return said('undo', 'page');
      case 6:
        return said('opt_out', 'one_click', { agoMillis: chance.magnitude(SECOND, MINUTE) });
      case 7:
        return said('undeliverable', 'bounce', { scope: EVERYTHING });
      case 8:
        return said('deliverable', 'api', { scope: EVERYTHING });
      default:
        return said('pause', 'page', {
          until: Math.round(now + chance.fraction() * Math.max(HOUR, until - now)),
        });
    }
  }
}

import type { Chance } from './chance.ts';
import type { Down, Episode } from './mood.ts';
import type { Outages } from './options.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** One way things go wrong at a receiver: how often, for how long, how thoroughly. */
interface Climate {
  readonly what: Episode['what'];
  readonly everyDays: number;
  readonly millisMin: number;
  readonly millisMax: number;
  readonly share: readonly [number, number];
}

const HEAVY: readonly Climate[] = [
  { what: 'down', everyDays: 3, millisMin: 2 * MINUTE, millisMax: 2 * DAY, share: [0.7, 1] },
  { what: 'refusing', everyDays: 12, millisMin: 2 * HOUR, millisMax: 4 * DAY, share: [1, 1] },
  { what: 'storm', everyDays: 4, millisMin: 10 * MINUTE, millisMax: 8 * HOUR, share: [0.6, 0.98] },
  { what: 'lossy', everyDays: 4, millisMin: 10 * MINUTE, millisMax: 10 * HOUR, share: [0.3, 0.9] },
  { what: 'slow', everyDays: 5, millisMin: 10 * MINUTE, millisMax: 6 * HOUR, share: [0.3, 0.9] },
  { what: 'partial', everyDays: 5, millisMin: 10 * MINUTE, millisMax: 8 * HOUR, share: [0.3, 0.9] },
  { what: 'garbled', everyDays: 10, millisMin: 10 * MINUTE, millisMax: 3 * HOUR, share: [0.3, 0.9] },
];
// The same with a fifth of the storms, and none that outlasts an afternoon.
const LIGHT: readonly Climate[] = HEAVY.map((climate) => ({
  ...climate,
  everyDays: climate.everyDays * 5,
  millisMin: Math.min(climate.millisMin, 10 * MINUTE),
  millisMax: Math.min(climate.millisMax, 5 * HOUR),
}));
const CLIMATES: Readonly<Record<Outages, readonly Climate[]>> = { none: [], light: LIGHT, heavy: HEAVY };

// One receiver in five is away for so long that deadlines fall due meanwhile.
const LONG_EVERY = 5;
const LONG_DAYS_MIN = 10;
const LONG_DAYS_MAX = 15;
// Only a person can mend these, and that is how long people take.
const REFUSALS: readonly Down[] = ['http_401', 'http_403', 'http_404', 'http_410', 'http_302'];
const FAILURES: readonly Down[] = [
  'http_500',
  'http_502',
  'http_503',
  'timeout',
  'connection_refused',
  'dns',
  'tls',
  'reset',
];

/** Everything that will go wrong at one receiver within a span, the gravest first. `index` counts the receivers. */
export function weatherFor(
  index: number,
  { from, to, outages, chance }: { from: number; to: number; outages: Outages; chance: Chance },
): Episode[] {
  const long = outages === 'heavy' && index % LONG_EVERY === 0 ? [longOutage(from, to, chance)] : [];
  const others = CLIMATES[outages].flatMap((climate) => episodesOf(climate, { from, to, chance }));
  return [...long, ...others];
}

function episodesOf(
  { what, everyDays, millisMin, millisMax, share }: Climate,
  { from, to, chance }: { from: number; to: number; chance: Chance },
): Episode[] {
  const episodes: Episode[] = [];
  let at = from + chance.fraction() * 2 * everyDays * DAY;
  while (at < to) {
    const end = at + chance.magnitude(millisMin, millisMax);
    const how = chance.pick(what === 'refusing' ? REFUSALS : FAILURES);
    const spoiled = share[0] + chance.fraction() * (share[1] - share[0]);
    episodes.push({ from: at, to: Math.min(end, to), what, how, share: spoiled });
    at = end + chance.fraction() * 2 * everyDays * DAY;
  }
  return episodes;
}

function longOutage(from: number, to: number, chance: Chance): Episode {
  const millis = Math.min(chance.between(LONG_DAYS_MIN * 24, LONG_DAYS_MAX * 24) * HOUR, (to - from) * 0.7);
  const begins = from + chance.fraction() * (to - from - millis);
  const refusing = chance.happens(0.3);
  const how = chance.pick(refusing ? REFUSALS : FAILURES);
  return { from: begins, to: begins + millis, what: refusing ? 'refusing' : 'down', how, share: 1 };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf } from './api-client.ts';
import { rankTest } from './rank-test.ts';
import { beginStory, type Story } from './story.ts';
import { nodeOnSqlite } from './targets/node.ts';
import { reach, SETTINGS } from './targets/target.ts';

/** What somebody at the door may be to the company. All their addresses are of one length. */
const KINDS = ['stopped', 'known', 'unknown'] as const;
type Kind = (typeof KINDS)[number];

const DOORS = [
  { name: 'stopping', path: '/b/clearview', fields: { press: 'stop' } },
  { name: 'having a link mailed', path: '/b/clearview', fields: { press: 'mail-link' } },
  { name: 'asking about data', path: '/b/clearview/privacy', fields: { press: 'confirm', kind: 'know' } },
] as const;
type Door = (typeof DOORS)[number];

const ROUNDS = 48;
/** Visitors at once. Nearly all of an answer's time is waiting, and each of them meets every kind equally often. */
const LANES = 6;

/**
 * Three comparisons at p > 0.01 fail in about 3 of 100 measurements of doors that are even. So a door is measured up to
 * three times, with new people, and passes if it is even once: one that is even fails with a chance of 3 in 100,000,
 * while one that is not is as uneven the second and the third time.
 */
const MEASUREMENTS_MAX = 3;

interface Sample {
  readonly kind: Kind;
  readonly millis: number;
  readonly answer: string;
}

describe('the door without a link', { timeout: 180_000 }, () => {
  let story: Story;
  beforeAll(async () => {
    story = await beginStory(nodeOnSqlite);
  });
  afterAll(() => story?.close());

  it.each(DOORS)('tells nobody who is known by its answer or its time: $name', async (door) => {
    let uneven: string[] = [];
    for (let measurement = 0; measurement < MEASUREMENTS_MAX; measurement += 1) {
      const samples = await measure(story, door, `${door.name.replaceAll(' ', '')}${measurement}`);
      expect(new Set(samples.map(({ answer }) => answer)).size).toBe(1);
      uneven = unevenPairs(samples);
      if (uneven.length === 0) break;
    }
    expect(uneven).toEqual([]);
  });
});

/** The pairs of kinds that can be told apart by time. */
function unevenPairs(samples: readonly Sample[]): string[] {
  const times = (kind: Kind) => samples.filter((sample) => sample.kind === kind).map(({ millis }) => millis);
  return KINDS.flatMap((one, index) =>
    KINDS.slice(index + 1).flatMap((other) => {
      const p = rankTest(times(one), times(other));
      return p > 0.01 ? [] : [`${one} and ${other}: p = ${p.toFixed(5)}`];
    }),
  );
}

/** Asks at the door, everybody once, the kinds in turn and in every order. */
async function measure(story: Story, door: Door, label: string): Promise<Sample[]> {
  const addressOf = (kind: Kind, round: number) =>
    `${kind.slice(0, 1)}${String(round).padStart(3, '0')}.${label}@example.com`;
  await introduce(story, door, addressOf);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
  const samples: Sample[] = [];
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
        for (const kind of inOrder(round)) {
          samples.push({ kind, ...(await ask(story, door, addressOf(kind, round))) });
        }
      }
    }),
  );
  return samples;
}

/** The six orders of three, one after the other. */
function inOrder(round: number): Kind[] {
  const [a, b, c] = KINDS;
  const orders: Kind[][] = [
    [a, b, c],
    [b, c, a],
    [c, a, b],
    [a, c, b],
    [c, b, a],
    [b, a, c],
  ];
  return orders[round % orders.length] ?? [];
}

/** Those who have stopped already, or asked already, and those of whom something else is on record. */
async function introduce(
  story: Story,
  door: Door,
  addressOf: (kind: Kind, round: number) => string,
): Promise<void> {
  const said = (kind: Kind, scope: string) =>
    Array.from({ length: ROUNDS }, (_, round) => ({
      address: addressOf(kind, round),
      scope,
      kind: 'opt_out',
      channel: 'phone',
    }));
  const decisions = [...said('stopped', 'clearview'), ...said('known', 'clearview/offers')];
  jsonOf(await story.api.post('/v1/decisions', { decisions }));
  if (door.name !== 'asking about data') return;
  await Promise.all(
    Array.from({ length: ROUNDS }, (_, round) => ask(story, door, addressOf('stopped', round))),
  );
}

async function ask(
  { target }: Story,
  { path, fields }: Door,
  address: string,
): Promise<{ millis: number; answer: string }> {
  const began = performance.now();
  const response = await fetch(reach(target, path), {
    method: 'POST',
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: SETTINGS.HEED_BASE_URL,
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams({ ...fields, address }).toString(),
  });
  const text = await response.text();
  const millis = performance.now() - began;
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return {
    millis,
    answer: JSON.stringify([response.status, headers, text.replaceAll(address, 'the address')]),
  };
}

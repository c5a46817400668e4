import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../src/store/database.ts';
import { suspicious } from '../e2e/no-leaks.ts';
import { endLeases, endWaits, untilQuiet } from './clocks.ts';
import { type Company, foundCompany } from './company.ts';
import { type Crowd, gather } from './crowd.ts';
import { startFleet } from './fleet.ts';
import { allTold, judged, passedOver } from './judge.ts';
import { oneOf, seeded } from './seeded.ts';

/** What came of a torment. `wrong` says in words what must not be; the rest tells whether it was one. */
export interface Torment {
  readonly wrong: readonly string[];
  readonly promised: number;
  readonly kills: number;
  readonly freezes: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowestMillis: number;
}

export interface TormentOptions {
  readonly database: Database;
  readonly url: string;
  readonly processes: number;
  readonly seconds: number;
  readonly seed: number;
  readonly lanes: number;
}

const PAUSE_MILLIS_MAX = 300;
const FROZEN_MILLIS_MAX = 2_500;

/**
 * Processes that serve are killed, frozen and robbed of their leases at random moments, while people opt out and the
 * systems that are told are seldom well. Then all becomes quiet, and what must hold is looked at.
 */
export async function torment(options: TormentOptions): Promise<Torment> {
  const { database, url, processes, seconds, seed, lanes } = options;
  const random = seeded(seed);
  const fleet = await startFleet(processes, url);
  const ports = () => fleet.ports();
  const [port = 0] = ports();
  const company = await foundCompany({ port, database }, { random, ports });
  const crowd = gather({ ports, random, lanes, secret: company.api.secret });
  const wrong: string[] = [];
  const counts = { kills: 0, freezes: 0 };
  const underWay = new Set<Promise<void>>();

  function besides(work: Promise<void>): void {
    const watched = work.finally(() => underWay.delete(watched));
    underWay.add(watched);
  }

  async function frozen(index: number, millis: number): Promise<void> {
    const thaw = fleet.freeze(index);
    // Whoever goes on for it does so while it stands still; then it wakes, and believes that nothing happened.
    await delay(millis / 2);
    const ending = endLeases(database);
    await delay(millis / 2);
    thaw();
    await ending;
  }

  const events = {
    kill: async () => {
      counts.kills += 1;
      besides(fleet.restart(Math.floor(random() * processes)));
    },
    freeze: async () => {
      counts.freezes += 1;
      besides(frozen(Math.floor(random() * processes), random() * FROZEN_MILLIS_MAX));
    },
    endLeases: () => endLeases(database),
    endWaits: () => endWaits(database),
    look: async () => void wrong.push(...(await passedOver(database, company.senders))),
  };
  const often = [
    'kill',
    'kill',
    'freeze',
    'endLeases',
    'endLeases',
    'endLeases',
    'endWaits',
    'endWaits',
    'look',
  ] as const;

  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end && wrong.length === 0) {
    await events[oneOf(random, often)]();
    await delay(random() * PAUSE_MILLIS_MAX);
  }
  await Promise.all(underWay);
  await crowd.stop();
  company.calm();
  wrong.push(...(await calmAndJudged(database, company, crowd)));
  if (fleet.deserters() > 0) wrong.push(`${fleet.deserters()} processes ended by themselves`);
  await company.close();
  await fleet.stop();
  wrong.push(...suspicious(fleet.log()).map((line) => `the log shows an address or a token: ${line}`));
  return { ...counts, ...countsOf(crowd), wrong };
}

/** Lets everything come to its end, and says what is wrong then. */
export async function calmAndJudged(
  database: Database,
  company: Company,
  crowd: Crowd,
  tick?: () => Promise<unknown>,
): Promise<string[]> {
  const quiet = await untilQuiet(database, () => allTold(database, company.senders), tick);
  const forged = company.receivers.reduce((sum, receiver) => sum + receiver.forged, 0);
  return [
    ...(quiet ? [] : ['the senders were not all told in the end']),
    ...(forged === 0 ? [] : [`${forged} requests had a signature that does not verify`]),
    ...(await judged(database, company.senders, crowd)),
  ];
}

/** What the crowd was answered. */
export function countsOf({
  answers,
  promised,
}: Crowd): Pick<Torment, 'promised' | 'statuses' | 'slowestMillis'> {
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    promised: promised.size,
    statuses,
    slowestMillis: Math.max(0, ...answers.filter(({ status }) => status !== 0).map(({ millis }) => millis)),
  };
}

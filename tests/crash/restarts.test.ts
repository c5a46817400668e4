import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { startOwnPostgres } from '../databases/postgres-of-its-own.ts';
import { suspicious } from '../e2e/no-leaks.ts';
import { until } from '../e2e/until.ts';
import { foundCompany } from './company.ts';
import { type Crowd, gather } from './crowd.ts';
import { startFleet } from './fleet.ts';
import { passedOver } from './judge.ts';
import { SEED, tell, tormentSeconds, tormentTimeout } from './length.ts';
import { seeded } from './seeded.ts';
import { calmAndJudged, countsOf } from './torment.ts';

const LANES = 8;
// What is tried again while the server is away, and a group that waited for the one before it.
const ANSWER_MILLIS_MAX = 12_000;
// Longer than what is asked again is waited for, and shorter.
const STOPS = [
  { mode: 'fast', awayMillis: 2_500 },
  { mode: 'immediate', awayMillis: 200 },
] as const;

it(
  `restarts of Postgres under load lose nothing and are survived by itself (HEED_TORMENT_SEED=${SEED})`,
  async () => {
    const postgres = await startOwnPostgres();
    onTestFinished(() => postgres.close());
    const random = seeded(SEED);
    const fleet = await startFleet(2, postgres.url);
    const database = openDatabase(postgres.url);
    const ports = () => fleet.ports();
    const [port = 0] = ports();
    const company = await foundCompany({ port, database }, { random, ports });
    const crowd = gather({ ports, random, lanes: LANES, secret: company.api.secret });

    const end = performance.now() + tormentSeconds(0) * 1_000;
    const wrong: string[] = [];
    let restarts = 0;
    do {
      for (const { mode, awayMillis } of STOPS) {
        await someYeses(crowd);
        await postgres.stop(mode);
        await delay(awayMillis);
        await postgres.start();
        restarts += 1;
      }
      await someYeses(crowd);
      wrong.push(...(await passedOver(database, company.senders)));
    } while (performance.now() < end && wrong.length === 0);

    await crowd.stop();
    company.calm();
    wrong.push(...(await calmAndJudged(database, company, crowd)));
    await company.close();
    await database.close();
    await fleet.stop();
    tell({ restarts, ...countsOf(crowd) });

    expect(wrong).toEqual([]);
    expect(fleet.deserters()).toBe(0);
    expect(suspicious(fleet.log())).toEqual([]);
    const { statuses, slowestMillis } = countsOf(crowd);
    // Nobody was left without an answer, and nobody was told anything but yes and not now.
    expect(Object.keys(statuses).sort()).toEqual(['200', '503']);
    expect(slowestMillis).toBeLessThan(ANSWER_MILLIS_MAX);
  },
  tormentTimeout(20),
);

/** Resolves once the service has said yes to several who asked after this. */
async function someYeses({ answers }: Crowd): Promise<void> {
  const from = answers.length;
  const yeses = () => answers.slice(from).filter(({ status }) => status === 200).length;
  await until('an opt-out to be answered 200 again', async () => (yeses() >= 3 * LANES ? true : undefined));
}

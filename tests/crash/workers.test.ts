import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { suspicious } from '../e2e/no-leaks.ts';
import { startWorker } from '../e2e/targets/workers.ts';
import { endLeases, endWaits } from './clocks.ts';
import { foundCompany } from './company.ts';
import { gather } from './crowd.ts';
import { passedOver } from './judge.ts';
import { SEED, tell, tormentSeconds, tormentTimeout } from './length.ts';
import { seeded } from './seeded.ts';
import { calmAndJudged, countsOf } from './torment.ts';

const SHORT = 4;
const LANES = 6;
const RUNS_AT_ONCE = 3;
const PAUSE_MILLIS_MAX = 700;
const KILLS_MIN = 2;

it(
  `cron runs that overlap on a workerd that is killed at random keep every promise (HEED_TORMENT_SEED=${SEED})`,
  async () => {
    const random = seeded(SEED);
    const target = await startWorker();
    const { database } = target;
    const ports = () => [target.port];
    // The first request of an isolate brings the schema up to date.
    await fetch(`http://127.0.0.1:${target.port}/readyz`);
    const company = await foundCompany(target, { random, ports });
    const crowd = gather({ ports, random, lanes: LANES, secret: company.api.secret });
    const wrong: string[] = [];
    const runs = new Set<Promise<void>>();
    const counts = { kills: 0, runs: 0 };

    function cronRun(): void {
      counts.runs += 1;
      // One that is killed is not made up for: the next one finds what it left.
      const run = target.tick().catch(() => undefined);
      const watched = run.finally(() => runs.delete(watched));
      runs.add(watched);
    }

    const end = performance.now() + tormentSeconds(SHORT) * 1_000;
    while ((performance.now() < end || counts.kills < KILLS_MIN) && wrong.length === 0) {
      for (let run = 0; run < RUNS_AT_ONCE; run++) cronRun();
      await delay(random() * PAUSE_MILLIS_MAX);
      // As a minute later: the next runs begin while the others still wait for answers.
      await endLeases(database);
      await endWaits(database);
      for (let run = 0; run < RUNS_AT_ONCE; run++) cronRun();
      await delay(random() * PAUSE_MILLIS_MAX);
      wrong.push(...(await passedOver(database, company.senders)));
      counts.kills += 1;
      await target.restart();
    }
    await crowd.stop();
    company.calm();
    wrong.push(...(await calmAndJudged(database, company, crowd, () => target.tick())));
    await Promise.all(runs);
    await company.close();
    wrong.push(...suspicious(target.log));
    await target.close();
    const came = { ...counts, ...countsOf(crowd) };
    tell(came);

    expect(wrong).toEqual([]);
    expect(Object.keys(came.statuses).filter((status) => !['200', '503', '0'].includes(status))).toEqual([]);
    expect(came.kills).toBeGreaterThanOrEqual(KILLS_MIN);
    expect(came.promised).toBeGreaterThan(10);
  },
  tormentTimeout(SHORT),
);

import type { Heed } from '../heed.ts';
import { createWake } from '../propagation/wake.ts';
import { type Running, startLoop } from './loop.ts';

// The first step of a ladder is a quarter of an hour away, so a minute is soon.
const WATCH_EVERY_MILLIS = 60_000;
const WATCHDOG_EVERY_MILLIS = 60_000;
const ALARM_EVERY_MILLIS = 5_000;

/**
 * Keeps watching: what waits at every sender, once a minute and when a sender begins to fail; whether that is done; and the
 * alerts that are to be told. Each has a loop of its own, so that what is wrong with one does not silence the others.
 */
export function startWatcher(
  heed: Pick<Heed, 'watch' | 'watchWake' | 'watchdog' | 'alarm' | 'alarmWake' | 'sleep' | 'log'>,
): Running {
  const { sleep, log, watchWake, alarmWake } = heed;
  const watch: Heed['watch'] = async (budget) => {
    const end = await heed.watch(budget);
    // There is more than one tick's worth to look at.
    if (end === 'unfinished') watchWake.ring();
    return end;
  };
  const loops = [
    startLoop({ tick: watch, name: 'watch', wake: watchWake, everyMillis: WATCH_EVERY_MILLIS, sleep, log }),
    startLoop({
      tick: () => heed.watchdog(),
      name: 'watchdog',
      wake: createWake(sleep),
      everyMillis: WATCHDOG_EVERY_MILLIS,
      sleep,
      log,
    }),
    startLoop({
      tick: heed.alarm,
      name: 'alarm',
      wake: alarmWake,
      everyMillis: ALARM_EVERY_MILLIS,
      sleep,
      log,
    }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

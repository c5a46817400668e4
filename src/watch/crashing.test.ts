import { expect, it } from 'vitest';
import { mortal } from '../propagation/testing/crashing.ts';
import { ADMINS, HELD_AT, openWatchWorld } from './testing/watch-world.ts';

it('a watch that dies at any moment has told of all that it wrote, and the next one does the rest', async () => {
  for (const afterwards of [false, true]) {
    for (let at = 1; ; at++) {
      const world = await openWatchWorld();
      await world.addSender();
      await world.say({});
      world.goTo(HELD_AT);
      const dying = mortal(world.database);
      const watch = world.aWatch({ database: dying.database });
      dying.prepare({ at, afterwards });
      await watch({ millisMax: 1_000 }).catch(() => undefined);
      const asked = dying.asked();
      const opened = await world.incidents();
      expect((await world.letters()).size).toBe(opened.length * ADMINS.length);
      expect(await world.alerts()).toHaveLength(opened.length);
      expect(await world.holds()).toHaveLength(opened.some(({ kind }) => kind === 'held') ? 1 : 0);

      await world.watch();
      expect(await world.open()).toEqual(['late', 'at_risk', 'target_missed', 'critical', 'held']);
      expect((await world.letters()).size).toBe(5 * ADMINS.length);
      expect(await world.holds()).toHaveLength(1);
      if (asked < at) break;
    }
  }
});

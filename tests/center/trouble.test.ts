import { describe, expect, it } from 'vitest';
import { openWorld } from '../pages/world.ts';

describe('a page about trouble', () => {
  it('is shown though the database is away, and the log says by its code that nothing could be read', async () => {
    const world = await openWorld();
    world.databaseAnswers(false);
    expect((await world.visitor().open('/nowhere')).status).toBe(404);
    expect((await world.visitor().open('/u/broken')).status).toBe(404);
    expect(world.logged.filter((line) => line.includes('"center.blind"'))).toHaveLength(2);
  });
});

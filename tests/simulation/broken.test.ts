import { describe, expect, it } from 'vitest';
import { createHeed } from '../../src/heed.ts';
import type { SimulationOptions } from '../../src/simulation/options.ts';
import { shrinkReport, simulate } from '../../src/simulation/simulate.ts';
import type { Sabotage } from '../../src/simulation/world.ts';
import type { Statement } from '../../src/store/database.ts';
import { aMonth } from './month.ts';

/** Runs a month of a service that is broken on purpose, and answers what was found. */
async function found(sabotage: Sabotage, changes: Partial<SimulationOptions> = {}) {
  const options = aMonth(changes);
  const report = await simulate(options, { sabotage });
  return { options, report, violation: report.violations[0] };
}

/** A settlement that asks nobody whether the lease is still held. */
function unfenced({ sql, parameters }: Statement): Statement {
  const fence = / and "epoch" = \?/;
  if (!/^(insert into "delivery"|update "propagation")/.test(sql) || !fence.test(sql))
    return { sql, parameters };
  const before = sql.slice(0, sql.search(fence)).split('?').length - 1;
  return { sql: sql.replace(fence, ''), parameters: parameters.filter((_, index) => index !== before) };
}

const NO_FENCE: Sabotage = {
  database: (database) => ({
    ...database,
    commit: (statements) => database.commit(statements.map(unfenced)),
  }),
};

/** Whatever a system answers is taken for a yes. */
const BELIEVES_EVERYTHING: Sabotage = {
  outbound: (outbound) => ({
    async post(request) {
      await outbound.post(request);
      return { kind: 'answered', status: 200, headers: {}, body: '' };
    },
  }),
};

/** Now and then a commit of the ledger is answered and never made. */
const FORGETS: Sabotage = {
  database(database) {
    let appends = 0;
    return {
      ...database,
      async commit(statements) {
        const appends_ = statements.some(
          ({ sql }) => sql.includes('into "ledger"') || sql.includes('into ledger'),
        );
        if (appends_ && ++appends % 8 === 0) return { kind: 'committed', changes: statements.map(() => 1) };
        return database.commit(statements);
      },
    };
  },
};

/** Nobody ever watches. */
const ASLEEP: Sabotage = {
  createHeed: (parts) => ({ ...createHeed(parts), watch: async () => 'done' }),
};

describe('a service that is broken on purpose', () => {
  it.each([
    {
      name: 'a settlement without a fence',
      sabotage: NO_FENCE,
      promises: [4, 6],
      changes: { seed: 6, days: 8 },
    },
    {
      name: 'a cursor that moves whatever was answered',
      sabotage: BELIEVES_EVERYTHING,
      promises: [4],
      changes: {},
    },
    { name: 'a lost append that is answered with success', sabotage: FORGETS, promises: [2], changes: {} },
    {
      name: 'a watch that never runs',
      sabotage: ASLEEP,
      promises: [5],
      changes: { days: 18, senders: 2, seed: 5 },
    },
  ])('is found out: $name', async ({ sabotage, promises, changes }) => {
    const { violation } = await found(sabotage, changes);
    expect(promises).toContain(violation?.promise);
    expect(violation?.trace.length).toBeGreaterThan(0);
  });

  it('is shown by a smaller month and the last of what happened', async () => {
    const { options, report, violation } = await found(BELIEVES_EVERYTHING);
    const shrunk = await shrinkReport(report, { sabotage: BELIEVES_EVERYTHING });
    expect(shrunk?.violation.promise).toBe(violation?.promise);
    expect(shrunk?.options.opt_outs).toBeLessThan(options.opt_outs);
    expect(shrunk?.violation.trace.length).toBeLessThanOrEqual(40);
  });
});

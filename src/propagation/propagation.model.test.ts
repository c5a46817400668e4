import fc from 'fast-check';
import { expect, it } from 'vitest';
import { owedTo } from './overview.ts';
import { type Audit, auditOf, foreignBrands, plainState } from './testing/reference.ts';
import { anyStory, NAMES, type Player, type Stage, type Step, setStage } from './testing/story.ts';
import { addressless, addressOf, DIRECTORY, HOUR, idOf } from './testing/world.ts';
import { toldOf } from './told.ts';

// A wait is an hour at most, and clocks that stepped back add to it; two rounds more for those who were parked meanwhile.
const CALM_ROUNDS_MAX = 8;

const auditOfPlayer = ({ world }: Stage, { sender, vendor }: Player) =>
  auditOf(world.database, { sender, states: vendor.states, names: NAMES });

/**
 * What must hold after every step, whatever fails: whatever a position passed is held by the vendor or parked (guarantee
 * 4), every acknowledged opt-out is counted exactly once, whoever a replay passed was told since it began, what is being
 * brought holds the sender's mail, no sender hears of another's brand, and no cursor goes back. Answers the cursors.
 */
async function holds(stage: Stage, before: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const erased = await addressless(stage.world.database);
  const audits = await Promise.all(
    stage.senders.map(async (player) => {
      const audit = await auditOfPlayer(stage, player);
      return {
        id: player.sender.id,
        cursorSeq: audit.cursorSeq,
        passedUntold: audit.passedUntold,
        uncounted: audit.timed + player.bygone - audit.counted,
        skipped: skippedBy(player, audit, erased),
        wrongHolds: audit.wrongHolds,
        foreign: foreignBrands(
          player.brands,
          player.vendor.requests.flatMap(({ items }) => items),
        ),
        wentBack: audit.cursorSeq < (before.get(player.sender.id) ?? 0),
      };
    }),
  );
  expect(audits).toEqual(
    audits.map(({ id, cursorSeq }) => ({
      id,
      cursorSeq,
      passedUntold: [],
      uncounted: 0,
      skipped: [],
      wrongHolds: [],
      foreign: [],
      wentBack: false,
    })),
  );
  return new Map(audits.map(({ id, cursorSeq }) => [id, cursorSeq]));
}

/** Whom a replay on demand has passed without their having been told since it began. */
function skippedBy({ vendor, began }: Player, audit: Audit, erased: ReadonlySet<string>): string[] {
  return audit.replays.flatMap((replay) => {
    const begun = began.get(replay.id);
    if (begun === undefined) return [];
    return (
      audit.relevant
        .filter(({ seq }) => seq > replay.from_seq && seq <= replay.cursor_seq)
        // A brand that came later has a replay of its own.
        .filter(({ brand }) => (audit.brandsSince.get(brand) ?? 0) <= replay.created_at)
        .filter(({ recipient_id }) => replay.recipient_id === null || replay.recipient_id === recipient_id)
        .filter(({ recipient_id }) => !erased.has(recipient_id))
        .filter(({ recipient_id }) => !audit.parked.some((row) => row.recipient_id === recipient_id))
        .filter(({ recipient_id }) => {
          const name = NAMES.find((one) => idOf(one) === recipient_id) ?? '';
          return (vendor.heard.get(addressOf(name)) ?? 0) <= begun;
        })
        .map(({ seq }) => `${replay.kind} ${replay.id} ${seq}`)
    );
  });
}

/** What is said of each entry must be so: told, where it is acknowledged, and not before; something owed, where it is not. */
async function readersAreTrue(stage: Stage): Promise<void> {
  const { database } = stage.world;
  for (const player of stage.senders) {
    const audit = await auditOfPlayer(stage, player);
    const sender = { ...player.sender, brands: audit.brands };
    const told: number[] = [];
    for (const { seq, brand, recipient_id: recipientId } of audit.relevant) {
      if ((await toldOf(database, sender, { seq, brand, recipientId })).kind === 'told') told.push(seq);
    }
    expect(told).toEqual(audit.acknowledged.map(({ seq }) => seq));
    const { lag } = await owedTo(database, sender);
    if (told.length < audit.relevant.length) expect(lag).toBeGreaterThan(0);
  }
}

async function calmDown(stage: Stage): Promise<void> {
  for (const { vendor } of stage.senders) {
    vendor.chokesOn.clear();
    vendor.diesOf.clear();
  }
  for (let round = 0; round < CALM_ROUNDS_MAX; round++) {
    stage.world.advance(HOUR);
    await stage.calmTick();
  }
}

/** What must hold once nothing fails any more: everybody is told everything, but for those who cannot be. */
async function converged(stage: Stage): Promise<void> {
  const erased = await addressless(stage.world.database);
  for (const player of stage.senders) {
    const { vendor } = player;
    const audit = await auditOfPlayer(stage, player);
    expect(audit.waiting).toEqual([]);
    expect(audit.replays.filter(({ finished_at }) => finished_at === null)).toEqual([]);
    const tellable = NAMES.filter((name) => !erased.has(idOf(name)) && !vendor.rejects.has(addressOf(name)));
    const ids = new Set<string>(tellable.map(idOf));
    expect(audit.parked.filter(({ recipient_id }) => ids.has(recipient_id))).toEqual([]);
    const topics = audit.brands.flatMap((brand) =>
      [...(DIRECTORY.get(brand)?.topics.values() ?? [])].flatMap(({ id, kind }) =>
        kind === 'promotional' ? [`${brand}/${id}`] : [],
      ),
    );
    for (const name of tellable.filter((one) =>
      audit.relevant.some((row) => row.recipient_id === idOf(one)),
    )) {
      const expected = plainState(audit.relevant, idOf(name), { brands: audit.brands, topics });
      const held = vendor.states.get(addressOf(name));
      // Of a brand that came later, and of which somebody never spoke, nothing need be said: they may be mailed.
      expect({
        promotional: { ...allowed(audit.brands), ...held?.promotional },
        topics: { ...allowed(topics), ...held?.topics },
        // What it heard from a brand that it has lost, it is not told to forget.
        undeliverable:
          player.brands.size > audit.brands.length ? expected.undeliverable : held?.undeliverable,
      }).toMatchObject(expected);
    }
  }
}

const allowed = (scopes: readonly string[]) => Object.fromEntries(scopes.map((scope) => [scope, 'allowed']));

async function tell(itemsMax: number, story: readonly Step[]): Promise<void> {
  const stage = await setStage(itemsMax);
  try {
    let cursors = new Map<string, number>();
    for (const step of story) {
      await stage.perform(step);
      cursors = await holds(stage, cursors);
    }
    await readersAreTrue(stage);
    await calmDown(stage);
    await holds(stage, cursors);
    await converged(stage);
    await readersAreTrue(stage);
  } finally {
    await stage.world.database.close();
  }
}

const RUNS = Number(process.env.HEED_TEST_RUNS ?? 60);

it('passes nothing untold, counts once and catches up, whatever fails and wherever it dies', async () => {
  const story = fc.asyncProperty(fc.integer({ min: 1, max: 4 }), anyStory, tell);
  // A failure prints the seed and the shortest story.
  await expect(fc.assert(story, { numRuns: RUNS })).resolves.toBeUndefined();
}, 600_000);

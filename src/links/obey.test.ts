import { describe, expect, it } from 'vitest';
import { aDatabase, anOptIn, appendTo } from '../consent/ledger.test-kit.ts';
import { effectOn } from '../consent/standing.ts';
import { standingLookup } from '../consent/standing-row.ts';
import type { Database } from '../store/database.ts';
import { anUndoLink, aStopLink, idOf, NOON, scopeOf } from './link.test-kit.ts';
import { type LinkUse, optOutByLink, undoByLink } from './obey.ts';

const PRESSED: LinkUse = { channel: 'page', conforming: true, now: NOON };
const LATER = NOON + 60_000;

async function effect(database: Database, about: string): Promise<string> {
  const id = idOf('ada@example.com');
  const known = (await standingLookup(database)([id])).get(id);
  const found = effectOn(scopeOf(about), known?.standings ?? [], LATER);
  return found.kind === 'allowed' ? 'allowed' : found.reason;
}

/** Presses stop, and gives the link that takes it back. */
async function stopped(database: Database) {
  const [outcome] = await appendTo(database)([optOutByLink(aStopLink(), PRESSED)]);
  return anUndoLink({ seq: outcome?.seq ?? 0 });
}

describe('a stop by link', () => {
  it('is an opt-out of the link’s scope at the instant of the press', () => {
    expect(
      optOutByLink(aStopLink({ campaign: 'spring' }), { ...PRESSED, channel: 'one_click' }),
    ).toMatchObject({
      kind: 'opt_out',
      scope: 'a/t',
      recipientId: idOf('ada@example.com'),
      requestedAt: NOON,
      receivedAt: NOON,
      channel: 'one_click',
      evidence: { power: 'unsub', campaign: 'spring', link_issued_at: NOON, body: 'conforming' },
    });
  });

  it('can be of the whole brand, and says so when the body was not as it should be', () => {
    const decision = optOutByLink(aStopLink(), { ...PRESSED, scope: scopeOf('a'), conforming: false });
    expect(decision).toMatchObject({ scope: 'a', evidence: { body: 'nonconforming', campaign: null } });
  });

  it('keeps no address in its evidence', () => {
    expect(JSON.stringify(optOutByLink(aStopLink(), PRESSED).evidence)).not.toMatch(/ada|@|k1\./);
  });
});

describe('an undo by link', () => {
  it('takes back the stop it names', async () => {
    const database = await aDatabase();
    const link = await stopped(database);
    expect(await effect(database, 'a/t')).toBe('opted_out');
    const undo = await undoByLink(database, link, LATER);
    expect(await appendTo(database)(undo ? [undo] : [])).toMatchObject([{ kind: 'recorded', seq: 2 }]);
    expect(await effect(database, 'a/t')).toBe('allowed');
  });

  it('takes it back once: pressed again it changes nothing', async () => {
    const database = await aDatabase();
    const link = await stopped(database);
    for (const kinds of [['recorded'], ['stale'], ['stale']]) {
      const undo = await undoByLink(database, link, LATER);
      const outcomes = await appendTo(database)(undo ? [undo] : []);
      expect(outcomes.map(({ kind }) => kind)).toEqual(kinds);
    }
  });

  it('does not give back mail that was stopped again since', async () => {
    const database = await aDatabase();
    const link = await stopped(database);
    const append = appendTo(database);
    const start = { ...anOptIn({ about: 'a/t', at: LATER }), recipientId: idOf('ada@example.com') };
    await append([start, optOutByLink(aStopLink(), { ...PRESSED, now: LATER })]);
    const undo = await undoByLink(database, link, LATER);
    expect(await append(undo ? [undo] : [])).toMatchObject([{ kind: 'stale', seq: 3 }]);
    expect(await effect(database, 'a/t')).toBe('opted_out');
  });

  it('gives back no more than the press took: an earlier stop of the brand stands', async () => {
    const database = await aDatabase();
    const append = appendTo(database);
    await append([optOutByLink(aStopLink(), { ...PRESSED, scope: scopeOf('a') })]);
    const link = await stopped(database);
    const undo = await undoByLink(database, link, LATER);
    expect(await append(undo ? [undo] : [])).toMatchObject([{ kind: 'recorded' }]);
    expect(await effect(database, 'a/t')).toBe('opted_out');
  });

  it('is nothing for an entry of another person or scope, for one that is no stop, and for none', async () => {
    const database = await aDatabase();
    const link = await stopped(database);
    const start = anOptIn({ about: 'a/t', at: LATER });
    await appendTo(database)([{ ...start, recipientId: link.recipientId }]);
    const tries = [
      { ...link, recipientId: idOf('eve@example.com') },
      { ...link, scope: scopeOf('a') },
      { ...link, seq: 2 },
      { ...link, seq: 99 },
    ];
    for (const one of tries) expect(await undoByLink(database, one, LATER)).toBeUndefined();
  });
});

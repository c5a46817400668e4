import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brand } from '../../brands/brand.ts';
import { DEFAULT_PROFILE } from '../../brands/profile.ts';
import type { Topic } from '../../brands/topic.ts';
import { EVERYTHING, parseScope, type Scope } from '../../consent/scope.ts';
import { DEFAULT_BRAND_POLICY } from '../../deadline/policy.ts';
import { type Changes, type Circumstances, changesOf } from './changes.ts';
import type { BrandChoices } from './choices.ts';
import type { PreferenceForm, Tick } from './form.ts';

const NOW = Date.parse('2026-11-23T15:00:00Z');

function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (scope === undefined) throw new Error(`${text} is no scope`);
  return scope;
}

function aTopic(brand: string, id: string): Topic {
  return { brand, id, name: id, description: null, kind: 'promotional' };
}

/** A brand with topics a, b and so on, wanted or not. */
function brandWith(id: string, wanted: Readonly<Record<string, boolean>>): BrandChoices {
  const topics = Object.keys(wanted).map((topic) => aTopic(id, topic));
  const brand: Brand = {
    id,
    name: id,
    postalAddress: '1 Main St',
    policy: DEFAULT_BRAND_POLICY,
    profile: DEFAULT_PROFILE,
    ladder: null,
    topics: new Map(topics.map((topic) => [topic.id, topic])),
  };
  const choices = topics.map((topic) => ({
    scope: scopeOf(`${id}/${topic.id}`),
    topic,
    wanted: wanted[topic.id] === true,
  }));
  return { brand, choices, pause: undefined };
}

const tick = (scope: string, shown: boolean, ticked: boolean): Tick => ({
  scope: scopeOf(scope),
  shown,
  ticked,
});
const noPause = { choice: 'none', date: '' };

function change(
  ticks: readonly Tick[],
  current: readonly BrandChoices[],
  rest: Partial<Circumstances> & { pause?: PreferenceForm['pause'] } = {},
): Changes {
  const { pause = noPause, ...circumstances } = rest;
  return changesOf({ ticks, pause }, { current, mayStart: true, proven: false, now: NOW, ...circumstances });
}

describe('a preference form', () => {
  const both = brandWith('clearview', { a: true, b: true });

  it('that is sent as it was shown changes nothing', () => {
    const shown = [tick('clearview/a', true, true), tick('clearview/b', true, true)];
    expect(change(shown, [both])).toEqual({ wishes: [], left: [] });
  });

  it('stops the topic whose box was emptied, and no other', () => {
    const ticks = [tick('clearview/a', true, false), tick('clearview/b', true, true)];
    expect(change(ticks, [both]).wishes).toEqual([{ kind: 'opt_out', scope: 'clearview/a' }]);
  });

  it('stops the whole brand when nothing of it is left, so that later topics are stopped, too', () => {
    const ticks = [tick('clearview/a', true, false), tick('clearview/b', true, false)];
    expect(change(ticks, [both]).wishes).toEqual([{ kind: 'opt_out', scope: 'clearview' }]);
  });

  it('stops topic by topic where the page did not show them all', () => {
    expect(change([tick('clearview/a', true, false)], [both]).wishes).toEqual([
      { kind: 'opt_out', scope: 'clearview/a' },
    ]);
  });

  it('starts what was ticked, and only by a link that may', () => {
    const stopped = brandWith('clearview', { a: false, b: true });
    const ticks = [tick('clearview/a', false, true), tick('clearview/b', true, true)];
    expect(change(ticks, [stopped]).wishes).toEqual([{ kind: 'opt_in', scope: 'clearview/a' }]);
    expect(change(ticks, [stopped], { mayStart: false })).toMatchObject({
      wishes: [],
      left: [{ kind: 'old', scope: 'clearview/a' }],
    });
  });

  it('of a tab that was opened before a stop elsewhere starts nothing again, and says so', () => {
    const stopped = brandWith('clearview', { a: false, b: true });
    const stale = [tick('clearview/a', true, true), tick('clearview/b', true, true)];
    expect(change(stale, [stopped])).toMatchObject({
      wishes: [],
      left: [{ kind: 'kept', scope: 'clearview/a' }],
    });
  });

  it('stops a topic that was deleted meanwhile, and does not start one', () => {
    const left = brandWith('clearview', { b: true });
    const rest = tick('clearview/b', true, true);
    expect(change([tick('clearview/gone', true, false), rest], [left]).wishes).toEqual([
      { kind: 'opt_out', scope: 'clearview/gone' },
    ]);
    expect(change([tick('clearview/gone', false, true), rest], [left]).left).toEqual([
      { kind: 'gone', scope: 'clearview/gone' },
    ]);
  });

  it('touches no brand its link is not for', () => {
    const ticks = [tick('harbor/x', true, false), tick('harbor/y', false, true)];
    expect(change(ticks, [both])).toEqual({ wishes: [], left: [] });
  });

  it.each([
    ['', 'missing'],
    ['tomorrow', 'not_a_date'],
    ['2026-11-23', 'past'],
    ['2030-01-01', 'too_far'],
  ])('with the pause date "%s" keeps its stops and nothing else', (date, pauseProblem) => {
    const current = brandWith('clearview', { a: true, b: false });
    const ticks = [tick('clearview/a', true, false), tick('clearview/b', false, true)];
    expect(change(ticks, [current], { pause: { choice: 'date', date } })).toEqual({
      wishes: [{ kind: 'opt_out', scope: 'clearview/a' }],
      left: [],
      pauseProblem,
    });
  });

  it('pauses for days or until a date, by the midnight of the brand', () => {
    const until = Date.parse('2026-12-23T05:00:00Z');
    for (const pause of [
      { choice: '30', date: '' },
      { choice: 'date', date: '2026-12-23' },
    ]) {
      expect(change([], [both], { pause }).wishes).toEqual([{ kind: 'pause', scope: 'clearview', until }]);
    }
  });

  it('ends a pause of the brand, and one of every brand only by a link that was just mailed', () => {
    const end = { choice: 'end', date: '' };
    const pausedBy = (scope: Scope) => ({ ...both, pause: { until: NOW + 86_400_000, scope } });
    const brandWide = pausedBy(scopeOf('clearview'));
    expect(change([], [brandWide], { pause: end }).wishes).toEqual([
      { kind: 'resume', scope: 'clearview', until: NOW },
    ]);
    expect(change([], [brandWide], { pause: end, mayStart: false }).wishes).toEqual([]);
    expect(change([], [pausedBy(EVERYTHING)], { pause: end }).wishes).toEqual([]);
    expect(change([], [pausedBy(EVERYTHING)], { pause: end, proven: true }).wishes).toHaveLength(1);
  });

  it('never lets an old link shorten a pause', () => {
    const paused = { ...both, pause: { until: NOW + 80 * 86_400_000, scope: scopeOf('clearview') } };
    const pause = { choice: '30', date: '' };
    expect(change([], [paused], { pause, mayStart: false }).wishes).toEqual([]);
    expect(change([], [paused], { pause: { choice: '90', date: '' }, mayStart: false }).wishes).toHaveLength(
      1,
    );
  });
});

describe('whatever form is sent', () => {
  const states = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });
  const ticks = fc.uniqueArray(
    fc.record({
      scope: fc.constantFrom('x/a', 'x/b', 'x/c', 'x/gone', 'y/a').map(scopeOf),
      shown: fc.boolean(),
      ticked: fc.boolean(),
    }),
    { selector: ({ scope }) => scope },
  );
  const pauses = fc.record({
    choice: fc.constantFrom('none', 'keep', 'end', '30', 'date', 'x'),
    date: fc.constantFrom('', '2026-12-24', 'x'),
  });

  it('every box that was left empty ends up stopped, and nothing starts that was not ticked by hand', () => {
    fc.assert(
      fc.property(states, ticks, pauses, fc.boolean(), (wanted, given, pause, mayStart) => {
        const current = [brandWith('x', wanted)];
        const { wishes } = changesOf({ ticks: given, pause }, { current, mayStart, proven: false, now: NOW });
        for (const { scope, shown, ticked } of given.filter(({ scope }) => scope.startsWith('x/'))) {
          const known = current[0]?.choices.find((choice) => choice.scope === scope);
          const stopped = wishes.some(
            (wish) => wish.kind === 'opt_out' && (wish.scope === scope || wish.scope === 'x'),
          );
          const started = wishes.some((wish) => wish.kind === 'opt_in' && wish.scope === scope);
          expect(!ticked && known?.wanted === true && !stopped).toBe(false);
          expect(ticked && stopped).toBe(false);
          expect(started && (!ticked || shown || !mayStart)).toBe(false);
        }
        expect(wishes.some(({ scope }) => scope.startsWith('y'))).toBe(false);
      }),
    );
  });
});

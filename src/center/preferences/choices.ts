import type { Brand } from '../../brands/brand.ts';
import type { Topic } from '../../brands/topic.ts';
import { brandScope, type Scope, topicScope } from '../../consent/scope.ts';
import { effectOn, type Standing } from '../../consent/standing.ts';

/** One thing a person may get or not. */
export interface Choice {
  readonly scope: Scope;
  /** Absent where a brand has no topics, and the choice is all of its promotional mail. */
  readonly topic?: Topic | undefined;
  /** False once they said stop, here or for something wider; a pause does not count. */
  readonly wanted: boolean;
}

/** A pause that is running, epoch ms. */
export interface Pause {
  readonly until: number;
  readonly scope: Scope;
}

/** What one person has chosen of one brand. */
export interface BrandChoices {
  readonly brand: Brand;
  readonly choices: readonly Choice[];
  readonly pause: Pause | undefined;
}

/** Pure: what stands for a person, as choices of one brand at `now` (epoch ms). */
export function choicesOf(brand: Brand, standings: readonly Standing[], now: number): BrandChoices {
  const consent = standings.filter(({ aspect }) => aspect === 'consent');
  const wanted = (scope: Scope) => effectOn(scope, consent, now).kind === 'allowed';
  const promotional = [...brand.topics.values()].filter(({ kind }) => kind === 'promotional');
  const choices = promotional.map((topic): Choice => {
    const scope = topicScope(brand.id, topic.id);
    return { scope, topic, wanted: wanted(scope) };
  });
  const whole = brandScope(brand.id);
  return {
    brand,
    choices: choices.length > 0 ? choices : [{ scope: whole, wanted: wanted(whole) }],
    pause: pauseOf(whole, standings, now),
  };
}

/** The pause that holds a whole brand's mail, also where the brand is stopped anyway. */
function pauseOf(whole: Scope, standings: readonly Standing[], now: number): Pause | undefined {
  const pauses = standings.filter(({ aspect }) => aspect === 'pause');
  const effect = effectOn(whole, pauses, now);
  if (effect.kind === 'allowed' || effect.by.until === null) return undefined;
  return { until: effect.by.until, scope: effect.by.scope };
}

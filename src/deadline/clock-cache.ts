import { type ClockInput, type Clocks, clocksWith, type Due, type DueFrom, dueFrom } from './policy.ts';
import { type Span, sameDateSpan } from './zone.ts';

const DAY_MILLIS = 86_400_000;

/** A decade of opt-outs of two policies, as an import may bring, in about 3 MB. */
const DAYS_KEPT_MAX = 8192;

/**
 * Makes a `clocksFor` that remembers. Its answers are the same; a day it has seen costs a look-up instead of calendar
 * arithmetic, which matters when thousands of opt-outs a second are recorded. It keeps at most `daysKeptMax` days,
 * counted per policy, and forgets the one it learnt first.
 */
export function createClockCache({ daysKeptMax = DAYS_KEPT_MAX } = {}): (input: ClockInput) => Clocks {
  // A day is filed under the UTC days it touches, so that an instant alone says where to look.
  const spansByUtcDay = new Map<string, (Span & Due)[]>();

  const rememberedDueFrom: DueFrom = (options) => {
    const { policy, clockStart, startedAt } = options;
    const utcDay = Math.floor(startedAt / DAY_MILLIS);
    const key = `${utcDay} ${clockStart} ${policy.zone} ${policy.jurisdictions.join()}`;
    const known = spansByUtcDay.get(key);
    const hit = known?.find((span) => span.fromAt <= startedAt && startedAt < span.untilAt);
    if (hit !== undefined) return hit;

    const learnt = { ...sameDateSpan(startedAt, policy.zone), ...dueFrom(options) };
    if (known !== undefined) {
      known.push(learnt);
      return learnt;
    }
    for (const oldest of spansByUtcDay.keys()) {
      if (spansByUtcDay.size < daysKeptMax) break;
      spansByUtcDay.delete(oldest);
    }
    spansByUtcDay.set(key, [learnt]);
    return learnt;
  };

  return (input) => clocksWith(rememberedDueFrom, input);
}

import { parseScope, type Scope } from '../../consent/scope.ts';

/** One checkbox as it came back: how it was shown, and how it was left. */
export interface Tick {
  readonly scope: Scope;
  readonly shown: boolean;
  readonly ticked: boolean;
}

/** What was chosen about a pause, as it was sent. */
export interface PauseChoice {
  /** One of the choices of the page, or anything else somebody sent. */
  readonly choice: string;
  readonly date: string;
}

/** The preference form as it came back. */
export interface PreferenceForm {
  readonly ticks: readonly Tick[];
  readonly pause: PauseChoice;
}

// More checkboxes than any company has topics; bounds what one request can set in motion.
const TICKS_MAX = 200;

/** What a page writes beside each checkbox, so that a press says what the person saw: two tabs may differ. */
export function shownField(scope: Scope, wanted: boolean): string {
  return `${scope}=${wanted ? 'on' : 'off'}`;
}

/** Reads the form. What is no scope is left out: nobody can have seen it. */
export function readPreferenceForm(fields: URLSearchParams): PreferenceForm {
  const ticked = new Set(fields.getAll('topic'));
  const ticks = new Map<Scope, Tick>();
  for (const text of fields.getAll('shown').slice(0, TICKS_MAX)) {
    const [spelled = '', state] = text.split('=');
    const scope = parseScope(spelled);
    if (scope !== undefined) ticks.set(scope, { scope, shown: state === 'on', ticked: ticked.has(scope) });
  }
  return { ticks: [...ticks.values()], pause: readPause(fields) };
}

/** What a page writes beside the pause, for the same reason: how it was shown. */
export function shownPauseField({ choice, date }: PauseChoice): string {
  return `${choice}=${date}`;
}

/** Whoever types a date and leaves the choice above it as it was means the date. */
function readPause(fields: URLSearchParams): PauseChoice {
  const choice = fields.get('pause') ?? 'none';
  const date = fields.get('pause-until') ?? '';
  const [shownChoice, shownDate] = (fields.get('pause-shown') ?? '').split('=');
  const typedAlone = choice === shownChoice && date.trim() !== '' && date !== shownDate;
  return { choice: typedAlone ? 'date' : choice, date };
}

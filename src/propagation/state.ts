import type { BrandDirectory } from '../brands/directory.ts';
import { brandOf, brandScope, EVERYTHING, type Scope, topicOf, topicScope } from '../consent/scope.ts';
import { effectOn, isUndeliverable, type Word } from '../consent/standing.ts';
import { type WordRow, wordOf } from '../consent/standing-row.ts';
import type { ChangeItem } from '../senders/connectors/connector.ts';

/** Whose mail a state is about: a sender's brands, and what is known of them. */
export interface Audience {
  readonly brands: readonly string[];
  readonly directory: BrandDirectory;
}

/** What one recipient's item says besides who they are. */
export type State = Readonly<Pick<ChangeItem, 'promotional' | 'topics' | 'undeliverable'>>;

/**
 * A recipient's vector for some brands: what may be sent, brand by brand and promotional topic by topic. It is made of
 * what was said about these brands alone: only those entries are carried to the sender, so whatever else entered into
 * the state would be told or not by chance.
 */
export function stateFor(words: readonly Word[], audience: Audience, now: number): State {
  const heard = words.filter(({ scope }) => scope === EVERYTHING || audience.brands.includes(brandOf(scope)));
  const permission = (scope: Scope) => effectOn(scope, heard, now).kind;
  return {
    promotional: Object.fromEntries(audience.brands.map((id) => [id, permission(brandScope(id))])),
    topics: Object.fromEntries(topicsFor(heard, audience).map((scope) => [scope, permission(scope)])),
    undeliverable: isUndeliverable(heard),
  };
}

/**
 * Makes `stateFor` of stored rows for one audience and one moment. Most people of a batch have said the same, and are
 * answered with the very same object. Throws on rows this version cannot read.
 */
export function statesFor(audience: Audience, now: number): (said: readonly WordRow[]) => State {
  const known = new Map<string, State>();
  return (said) => {
    const signature = signatureOf(said);
    const before = signature === undefined ? undefined : known.get(signature);
    if (before !== undefined) return before;
    const state = stateFor(said.map(wordOf), audience, now);
    if (signature !== undefined) known.set(signature, state);
    return state;
  };
}

/**
 * What a state is made of, as text: the words in the order they were said, for it is their order that decides and not
 * their numbers. Undefined where two were said at once.
 */
function signatureOf(said: readonly WordRow[]): string | undefined {
  const [first] = said;
  if (first === undefined) return '';
  if (said.length === 1) return textOf(first);
  const ordered = said.toSorted((one, other) => one.said_seq - other.said_seq);
  if (ordered.some(({ said_seq }, index) => said_seq === ordered[index + 1]?.said_seq)) return undefined;
  return ordered.map(textOf).join('\n');
}

function textOf({ scope, aspect, verdict, until_at }: WordRow): string {
  return `${scope} ${aspect} ${verdict} ${until_at}`;
}

/**
 * The promotional topics of the directory, and every other topic the person has spoken of: the directory may be some
 * seconds old or have lost a topic, and an opt-out that is in no item would be acknowledged without being told.
 */
function topicsFor(heard: readonly Word[], { brands, directory }: Audience): Scope[] {
  const kindOf = (scope: Scope) => directory.get(brandOf(scope))?.topics.get(topicOf(scope) ?? '')?.kind;
  const known = brands.flatMap((id) =>
    [...(directory.get(id)?.topics.keys() ?? [])].map((topic) => topicScope(id, topic)),
  );
  const spokenOf = heard
    .map(({ scope }) => scope)
    .filter((scope) => topicOf(scope) !== undefined)
    .sort();
  return [...new Set([...known, ...spokenOf])].filter((scope) => kindOf(scope) !== 'transactional');
}

import type { Language } from '../../../src/words/language.ts';
import type { Shown, Visitor } from '../../forms/visitor.ts';
import { openWorld, type World, type WorldOptions } from '../world.ts';

/** One page in one state: how it comes about, by requests alone. */
export interface State {
  /** Which page: states of one page are looked at together. */
  readonly page: string;
  /** What has happened, in plain words; unique. */
  readonly name: string;
  /** What of the company is there; all unless said. */
  readonly world?: WorldOptions | undefined;
  make(world: World, language: Language): Promise<Shown>;
}

type Walk = (visitor: Visitor, world: World, language: Language) => Promise<Shown>;

/** The states of one page, by their names. */
export function statesOf(page: string, walks: Readonly<Record<string, Walk | WalkIn>>): State[] {
  return Object.entries(walks).map(([name, given]) => {
    const walk = typeof given === 'function' ? given : given.walk;
    return {
      page,
      name: `${page}: ${name}`,
      world: typeof given === 'function' ? undefined : given.world,
      make: (world, language) => walk(world.visitor(language), world, language),
    };
  });
}

/** A walk in a world of its own kind. */
export interface WalkIn {
  readonly world: WorldOptions;
  readonly walk: Walk;
}

/** A state's page as it came back, from a world that is gone, with all that it loads. */
export interface Recording extends Shown {
  readonly state: State;
  readonly language: Language;
  readonly stylesheets: readonly Stylesheet[];
}

/** A file that a page loads. */
export interface Stylesheet {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** Brings a state about in a world of its own. */
export async function record(state: State, language: Language = 'en'): Promise<Recording> {
  const world = await openWorld(state.world);
  try {
    const shown = await state.make(world, language);
    return { state, language, ...shown, stylesheets: await stylesheetsOf(world, shown) };
  } catch (cause) {
    throw new Error(`"${state.name}" cannot be brought about`, { cause });
  } finally {
    await world.close();
  }
}

/** Brings all states about, one after the other. */
export async function recordAll(states: readonly State[], language: Language = 'en'): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (const state of states) recordings.push(await record(state, language));
  return recordings;
}

async function stylesheetsOf(world: World, { html }: Shown): Promise<Stylesheet[]> {
  world.databaseAnswers(true);
  const links = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
  return Promise.all(
    links.map(async ([, path = '']) => {
      const answer = await world.app.request(path);
      if (answer.status !== 200) throw new Error(`its stylesheet is answered ${answer.status}`);
      return { path, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
    }),
  );
}

/** A state's name as a file's. */
export function fileName({ name }: State): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** Markup or an outline of it without what is new in every link: its token. */
export function withoutTokens(text: string): string {
  return text.replaceAll(/\/([uprcd])\/[\w-]+\.[\w-]+\.[\w-]+/g, '/$1/token');
}

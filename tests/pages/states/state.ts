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

/** A state's page as it came back, in a world that is gone. */
export interface Recording extends Shown {
  readonly state: State;
  readonly language: Language;
}

/** Brings a state about in a world of its own. */
export async function record(state: State, language: Language = 'en'): Promise<Recording> {
  const world = await openWorld(state.world);
  try {
    return { state, language, ...(await state.make(world, language)) };
  } catch (cause) {
    throw new Error(`"${state.name}" cannot be brought about`, { cause });
  } finally {
    await world.close();
  }
}

/** A state's name as a file's. */
export function fileName({ name }: State): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pages } from '../../src/words/en/pages.ts';
import { LANGUAGES, type Language } from '../../src/words/language.ts';
import type * as Words from '../../src/words/words.ts';
import { fileName, type Recording, record, recordAll, withoutTokens } from './states/state.ts';
import { states } from './states.ts';

const drawn = vi.hoisted(() => new Set<unknown>());
const read = vi.hoisted(() => new Set<string>());

// Every component that is drawn passes here, whatever module it is from.
vi.mock('hono/jsx/jsx-dev-runtime', async (original) => watched(await original()));
vi.mock('hono/jsx/jsx-runtime', async (original) => watched(await original()));

function watched(runtime: object): object {
  return Object.fromEntries(
    Object.entries(runtime).map(([name, make]) => [
      name,
      typeof make !== 'function' || !/^jsx(s|DEV)?$/.test(name)
        ? make
        : (tag: unknown, ...rest: unknown[]) => {
            drawn.add(tag);
            return make(tag, ...rest);
          },
    ]),
  );
}

// Every message that is said passes here, by its path, such as `ask.title`.
vi.mock('../../src/words/words.ts', async (original) => {
  const { pageWordsOf } = await original<typeof Words>();
  return { pageWordsOf: (language: Language) => noted(pageWordsOf(language), '') };
});

function noted<T extends object>(messages: T, path: string): T {
  return new Proxy(messages, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const at = `${path}${String(name)}`;
      if (typeof value === 'object' && value !== null) return noted(value, `${at}.`);
      read.add(at);
      return value;
    },
  });
}

let recordings: readonly Recording[] = [];
beforeAll(async () => {
  recordings = await recordAll(states);
}, 60_000);

describe('the list of states', () => {
  it('has a name of its own for each, as a sentence and as a file', () => {
    expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
    expect(new Set(states.map(fileName)).size).toBe(states.length);
  });

  it('has no two that look the same', () => {
    const seen = new Map<string, string>();
    const twins = recordings.flatMap(({ html, state }) => {
      const page = withoutTokens(html);
      const twin = seen.get(page);
      seen.set(page, state.name);
      return twin === undefined ? [] : [`${twin} = ${state.name}`];
    });
    expect(twins).toEqual([]);
  });

  it('draws every component there is for recipients', async () => {
    const center = resolve(import.meta.dirname, '../../src/center');
    const files = readdirSync(center, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.tsx'),
    );
    const missed: string[] = [];
    for (const file of files) {
      const module = Object.entries<unknown>(await import(resolve(center, file)));
      for (const [name, exported] of module) {
        if (/^[A-Z][a-z]/.test(name) && typeof exported === 'function' && !drawn.has(exported))
          missed.push(name);
      }
    }
    expect(missed).toEqual([]);
    expect(drawn.size).toBeGreaterThan(30);
  });

  it('draws each twice alike, so that what is looked at is what was tested', async () => {
    for (const state of states.slice(0, 3)) {
      const [one, other] = [await record(state), await record(state)];
      expect(other.html).toBe(one.html);
    }
  });
});

describe('the words of the pages', () => {
  it('are each said somewhere: none was left behind', () => {
    expect(pathsOf(pages).filter((path) => !read.has(path))).toEqual([]);
    expect(read.size).toBeGreaterThan(100);
  });

  it.each(LANGUAGES)('are whole in %s: the same messages, none of them empty', async (language) => {
    const { pageWordsOf } = await vi.importActual<typeof Words>('../../src/words/words.ts');
    expect(pathsOf(pageWordsOf(language))).toEqual(pathsOf(pages));
  });
});

/** Every message that says something, by its path and what it takes. */
function pathsOf(messages: object, path = ''): string[] {
  return Object.entries(messages)
    .flatMap(([name, value]: [string, unknown]) => {
      if (typeof value === 'object' && value !== null) return pathsOf(value, `${path}${name}.`);
      return value === '' ? [] : [`${path}${name}`];
    })
    .sort();
}

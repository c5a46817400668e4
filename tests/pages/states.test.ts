import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fileName, type Recording, record } from './states/state.ts';
import { states } from './states.ts';

const drawn = vi.hoisted(() => new Set<unknown>());

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

let recordings: readonly Recording[] = [];
beforeAll(async () => {
  const made: Recording[] = [];
  for (const state of states) made.push(await record(state));
  recordings = made;
}, 60_000);

/** A page without what is new in every link: its token. */
function withoutTokens(html: string): string {
  return html.replaceAll(/\/([uprcd])\/[\w-]+\.[\w-]+\.[\w-]+/g, '/$1/token');
}

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
      /\.tsx$/.test(name),
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

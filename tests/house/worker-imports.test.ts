import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Everything the Worker's bundle takes in of ours, dynamic imports included, and the packages it asks for. */
function reachableFrom(entry: string) {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const target of targetsIn(readFileSync(file, 'utf8'))) {
      if (!target.startsWith('.')) packages.set(target, relative(ROOT, file));
      else if (existsSync(resolve(dirname(file), target))) waiting.push(resolve(dirname(file), target));
    }
  }
  return { files, packages };
}

/** What a source file imports when it runs; types are gone by then. */
function targetsIn(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^'"`;]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g,
  );
  return [...found].map(([, named, dynamic]) => named ?? dynamic ?? '');
}

it('the Worker takes in nothing that only Node can run', () => {
  const { files, packages } = reachableFrom(resolve(ROOT, 'src/worker.ts'));
  expect([...files].map((file) => relative(ROOT, file))).toContain('src/mail/resend.ts');
  for (const name of ['nodemailer', 'pg', 'better-sqlite3', '@hono/node-server']) {
    expect(packages.get(name)).toBeUndefined();
  }
});

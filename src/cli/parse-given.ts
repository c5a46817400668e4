import type { z } from 'zod';
import { Refused } from './io.ts';

/** Parses what was given with a schema the API shares. `spelled` says how what stands at a path is spelled on the command line. */
export function parseGiven<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  spelled: (path: readonly string[]) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${spelled(path.map(String))}: ${message}`);
  throw new Refused([...new Set(problems)].join('\n'));
}

/** The parts of a list written with commas. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

import type { Context } from 'hono';
import type { z } from 'zod';
import type { FieldError } from '../web/form-kit.tsx';
import { readBody } from '../web/read-body.ts';

// The longest text there is room for, each of its characters in three of a form's encoding, and a name.
const BODY_BYTES_MAX = 64 * 1024;

/** A form as it came in: what was typed, and either what it says or what is wrong with it, field by field. */
export interface OwnForm<Value> {
  readonly typed: Readonly<Record<string, string>>;
  readonly parsed: Value | undefined;
  readonly errors: readonly FieldError[];
}

/** Reads a form whose fields have the names, and the ids, of a schema's members. A body too long reads as nothing typed. */
export async function readOwnForm<Schema extends z.ZodType>(
  c: Context,
  names: readonly string[],
  schema: Schema,
): Promise<OwnForm<z.output<Schema>>> {
  const body = await readBody(c.req.raw, BODY_BYTES_MAX);
  const sent = new URLSearchParams(body.kind === 'read' ? body.text : '');
  const typed = Object.fromEntries(names.map((name) => [name, sent.get(name) ?? '']));
  const parsed = schema.safeParse(typed);
  return {
    typed,
    parsed: parsed.success ? parsed.data : undefined,
    errors: parsed.success ? [] : mistakesOf(parsed.error, names),
  };
}

/** One mistake a field, in the order of the fields. */
function mistakesOf({ issues }: z.ZodError, names: readonly string[]): FieldError[] {
  return names.flatMap((field) => {
    const issue = issues.find(({ path }) => path[0] === field);
    return issue === undefined ? [] : [{ field, text: issue.message }];
  });
}

import type { z } from 'zod';

/** Refuses changes that name nothing to change: a mistake more often than a wish. */
export function somethingToChange<Schema extends z.ZodObject>(schema: Schema): Schema {
  return schema.refine((changes) => Object.keys(changes).length > 0, {
    error: 'Give at least one field to change.',
    // Where something else is wrong already, that is what there is to mend.
    when: ({ issues }) => issues.length === 0,
  });
}

import type { CommitOutcome, Statement } from './database.ts';

/** What the writing thread is asked, in the form that is cheapest to hand over: each text goes along once. */
export interface Job {
  readonly kind: 'commit' | 'all';
  readonly texts: readonly string[];
  /** For each statement the place of its text. */
  readonly order: readonly number[];
  readonly parameters: readonly (readonly unknown[])[];
}

/** What it answers: what became of a commit, or the rows of a statement. */
export type JobAnswer =
  | { readonly kind: 'outcome'; readonly outcome: CommitOutcome }
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] };

/** Packs statements for the way to the thread. */
export function packed(kind: Job['kind'], statements: readonly Statement[]): Job {
  const places = new Map<string, number>();
  const order = statements.map(({ sql }) => {
    const place = places.get(sql) ?? places.size;
    places.set(sql, place);
    return place;
  });
  return {
    kind,
    texts: [...places.keys()],
    order,
    parameters: statements.map(({ parameters }) => parameters),
  };
}

/** The statements as they were before they were packed. */
export function unpacked({ texts, order, parameters }: Job): Statement[] {
  return order.map((place, index) => ({ sql: texts[place] ?? '', parameters: parameters[index] ?? [] }));
}

import type { Database } from '../../src/store/database.ts';

/** A database of its own for one test, with the schema as the migrations make it. */
export interface TestDatabase {
  readonly database: Database;
  /** What another process opens the same data by; undefined where no other process can. */
  readonly url: string | undefined;
  /** Another connection to the same data, as another process would have. */
  readonly openAnother: () => Promise<Database>;
  /** Closes every connection and leaves nothing behind. */
  readonly close: () => Promise<void>;
}

/** `empty`: before the first migration. */
export type OpenTestDatabase = (options?: { readonly empty?: boolean }) => Promise<TestDatabase>;

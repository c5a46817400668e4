import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server the Postgres projects share; each test lives in a schema of its own. */
    postgresUrl: string;
  }
}

import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `run-server.ts` in one file: see bundles.ts. */
    serverBundle: string;
    /** The Worker as `wrangler deploy` would send it. */
    workerBundle: string;
  }
}

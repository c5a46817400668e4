import { nodeOnPostgres, nodeOnSqlite } from './node.ts';
import type { TargetKind } from './target.ts';
import { workersOnD1 } from './workers.ts';

/** The three ways to run Heed. */
export const targets: readonly TargetKind[] = [nodeOnSqlite, nodeOnPostgres, workersOnD1];

import * as firstTables from './0001-first-tables.ts';
import * as pagesAndMail from './0002-pages-and-mail.ts';
import * as guarantee from './0003-guarantee.ts';
import type { ColumnTypes } from './column-types.ts';

export type { ColumnTypes } from './column-types.ts';

/** One numbered change of the schema; never edited once released. */
export interface Migration {
  readonly id: string;
  /** The statements that make the change, run together in one commit. */
  up(types: ColumnTypes): string[];
}

// Imported by name, not read from a folder: a Worker bundle has no disk.
export const migrations: readonly Migration[] = [firstTables, pagesAndMail, guarantee];

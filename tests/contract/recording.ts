import { type Database, type Statement, statementOf } from '../../src/store/database.ts';

/** The same database, which also notes every statement it is given. */
export function recording(database: Database): {
  readonly statements: Statement[];
  readonly recorded: Database;
} {
  const statements: Statement[] = [];
  const recorded: Database = {
    ...database,
    all(query) {
      statements.push(statementOf(query));
      return database.all(query);
    },
    commit(list) {
      statements.push(...list);
      return database.commit(list);
    },
  };
  return { statements, recorded };
}

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { postgresBuilder } from './builder.ts';
import {
  type CommitOptions,
  type CommitOutcome,
  type Database,
  requirePlain,
  type Statement,
  statementOf,
  type Traits,
} from './database.ts';
import { ask, type Borrowed, borrow } from './postgres-client.ts';
import { commitTrouble, onlyReads, troubleOf } from './postgres-trouble.ts';
import { createTurnstile } from './postgres-turn.ts';

export const postgresTraits: Traits = {
  name: 'postgres',
  parametersMax: 60_000,
  rowsPerInsertMax: 1_000,
  rowsAsJson: false,
  columnTypes: { bigint: 'bigint', sequence: 'bigint not null primary key', clustered: '' },
};

const INT8_OID = 20;
const NUMERIC_OID = 1700;
/** Connections a process holds at most unless told otherwise, besides the one it waits its turn with. */
export const CONNECTIONS_DEFAULT = 10;
const CONNECTION_TIMEOUT_MILLIS = 5_000;
// A server that vanished without a word is noticed after this and ten seconds more; by default it would take two hours.
const KEEP_ALIVE_MILLIS = 10_000;
// Nothing the service asks takes seconds. Whoever waits longer waits for a server that stands still.
const ANSWER_MILLIS_MAX = 30_000;
const UNHURRIED_MILLIS_MAX = 2 ** 31 - 1;
// Each race that is lost is one that another commit has won; more than this in a row is no race.
const RACES_MAX = 100;
// Between tries without a connection: a server that is started again quickly is waited for, one that stays away costs
// whoever asks a second and a half.
const AGAIN_AFTER_MILLIS = [50, 100, 200, 400, 800];

// Repeatable read, as in SQLite: the whole list sees one state, so a fence that was looked through in one statement
// cannot fall before the next. And a process that stands still between two statements must not hold its locks, above
// all the head of the ledger, for longer than this.
const BEGIN = `begin isolation level repeatable read; set local idle_in_transaction_session_timeout = '10s'`;
// Nor does a commit wait longer for the locks of others.
const BEGIN_HURRIED = `${BEGIN}; set local statement_timeout = '10s'`;

export interface PostgresOptions {
  /** Most connections this process holds, besides the one it waits its turn with. */
  readonly connectionsMax?: number | undefined;
  /** Told of connections that die while idle; the pool replaces them. */
  readonly onIdleError?: ((error: Error) => void) | undefined;
}

/**
 * Opens a pool on a Postgres database. int8 and numeric come back as numbers: every value here is below 2^53.
 *
 * While the server is away, what certainly left nothing behind is tried again for a second and a half: reads, and commits
 * that had not yet been told to commit. A commit whose connection is lost later throws, because nobody knows.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.connectionsMax ?? CONNECTIONS_DEFAULT,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MILLIS,
    query_timeout: ANSWER_MILLIS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
    types: { getTypeParser: numbersForIntegers },
  };
  const pool = new pg.Pool(config);
  const turnstile = createTurnstile(config);
  // Without a listener an idle connection's death would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  let ended: Promise<void> | undefined;

  return {
    traits: postgresTraits,
    build: postgresBuilder(),
    async all<Row>(query: Parameters<Database['all']>[0]): Promise<Row[]> {
      const { sql, parameters } = statementOf(query);
      const read = () => pool.query(sql, [...parameters]);
      const { rows } = onlyReads(sql) ? await patiently(read) : await read();
      return rows as Row[]; // the query's own type, by construction
    },
    async commit(statements, { unhurried = false }: CommitOptions = {}) {
      statements.forEach(requirePlain);
      return commitPatiently(() => runAll(pool, statements, unhurried));
    },
    inTurn: (work) => turnstile.pass(work),
    async close() {
      ended ??= turnstile.close().then(() => pool.end());
      await ended;
    },
  };
}

async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (const millis of AGAIN_AFTER_MILLIS) {
    try {
      return await read();
    } catch (error) {
      if (troubleOf(error).kind !== 'no_connection') throw error;
      await delay(millis);
    }
  }
  return read();
}

/** What became of a transaction: its changes, or why it failed and whether it had been told to commit by then. */
type Ran =
  | { readonly kind: 'committed'; readonly changes: readonly number[] }
  | { readonly kind: 'threw'; readonly error: unknown; readonly commitSent: boolean };

async function commitPatiently(run: () => Promise<Ran>): Promise<CommitOutcome> {
  let again = 0;
  // Ends: there are only so many waits, and only so many races.
  for (let race = 1; ; ) {
    const ran = await run();
    if (ran.kind === 'committed') return ran;
    const trouble = commitTrouble(ran.error, ran);
    if (trouble.kind === 'refused') return trouble;
    if (trouble.kind !== 'again') throw ran.error;
    if (trouble.because === 'race_lost') {
      if (race++ === RACES_MAX) throw ran.error;
      continue;
    }
    const millis = AGAIN_AFTER_MILLIS[again++];
    if (millis === undefined) throw ran.error;
    await delay(millis);
  }
}

async function runAll(pool: pg.Pool, statements: readonly Statement[], unhurried: boolean): Promise<Ran> {
  const millisMax = unhurried ? UNHURRIED_MILLIS_MAX : ANSWER_MILLIS_MAX;
  let commitSent = false;
  let borrowed: Borrowed | undefined;
  try {
    borrowed = await borrow(pool);
    const { client, giveBack } = borrowed;
    await client.query(unhurried ? BEGIN : BEGIN_HURRIED);
    const changes: number[] = [];
    for (const { sql, parameters } of statements) {
      const result = await ask(client, sql, parameters, millisMax);
      changes.push(result.rowCount ?? 0);
    }
    commitSent = true;
    const { command } = await ask(client, 'commit', [], millisMax);
    // Postgres answers so, and with no error, when the transaction had failed before.
    if (command !== 'COMMIT') throw new Error(`the commit was answered with ${command}`);
    giveBack({ rollback: false });
    return { kind: 'committed', changes };
  } catch (error) {
    borrowed?.giveBack({ rollback: true });
    return { kind: 'threw', error, commitSent };
  }
}

function numbersForIntegers(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8_OID || oid === NUMERIC_OID) return Number;
  return format === undefined ? pg.types.getTypeParser(oid) : pg.types.getTypeParser(oid, 'text');
}

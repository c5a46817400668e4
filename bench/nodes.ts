import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../src/store/database.ts';
import { openDatabase } from '../src/store/open.ts';
import { startOwnPostgres } from '../tests/databases/postgres-of-its-own.ts';
import { addressOf, type HeedUnderTest, startHeed, startNode } from './heed-under-test.ts';
import { load } from './load.ts';
import { loadNow, machineLine } from './machine.ts';
import { mintPaths } from './mint.ts';
import { requestOf } from './one-click.ts';
import type { Options } from './options.ts';
import { whole } from './result.ts';
import { type Child, openWorkplace, type Workplace } from './workplace.ts';

// What nodes on one Postgres hold, for docs/scale.md: node --import tsx bench/nodes.ts [1,2,3,1,2,3]. Nodes, database and
// load share this machine, so it shows what taking turns costs, not what more machines would give.

const NODES = (process.argv[2] ?? '1,2,3').split(',').map(Number);
const CONNECTIONS = 192;
const SECONDS = 6;
const LINKS = 60_000;
const SENDERS = 6;
const BACKLOG = 20_000;
const CAUGHT_UP_MILLIS_MAX = 300_000;
const OPTIONS: Options = {
  only: [],
  rounds: 1,
  seconds: SECONDS,
  json: false,
  profileFolder: process.env['HEED_PROFILE'],
};

const workplace = openWorkplace();
const postgres = await startOwnPostgres('real');
try {
  process.stdout.write(`${machineLine(workplace.folder)}\n`);
  for (const [round, nodes] of NODES.entries()) {
    process.stdout.write(`load ${loadNow()}, ${await measured(workplace, nodes, round)}\n`);
  }
} finally {
  workplace.close();
  await postgres.close();
}

async function measured(workplace: Workplace, nodes: number, round: number): Promise<string> {
  const url = await schemaOfItsOwn(`round_${round}`);
  const first = await startHeed(workplace, `round-${round}`, OPTIONS, url);
  const others: Child[] = [];
  for (let node = 1; node < nodes; node++) others.push(await startNode(workplace, url, OPTIONS));
  const ports = [first.port, ...others.map(({ ready }) => z.number().parse(ready))];
  const clicks = await oneClicks(first, ports, [first.child, ...others]);
  const carried = await propagation(workplace, first);
  const bytes = await bytesPerEntry(first.database);
  for (const other of others) await other.stop();
  await first.stop();
  return `${nodes} node(s): ${clicks}; ${carried}; ${bytes}`;
}

async function schemaOfItsOwn(name: string): Promise<string> {
  const database = openDatabase(postgres.url);
  await database.all({ sql: `create schema ${name}`, parameters: [] });
  await database.close();
  const url = new URL(postgres.url);
  url.searchParams.set('options', `-c search_path=${name}`);
  return url.href;
}

/** One-clicks, each with a link of its own, over all nodes at once; every yes is looked for in the ledger. */
async function oneClicks(
  heed: HeedUnderTest,
  ports: readonly number[],
  children: readonly Child[],
): Promise<string> {
  const paths = await mintPaths(heed, 0, LINKS);
  let next = 0;
  const request = () => {
    const path = paths[next++];
    return path === undefined ? undefined : requestOf(path);
  };
  const connections = Math.floor(CONNECTIONS / ports.length);
  const before = await cpuOf(children);
  const rounds = await Promise.all(
    ports.map((port) => load({ port, connections, seconds: SECONDS, next: request })),
  );
  const micros = (await cpuOf(children)) - before;
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  const yeses = rounds.reduce((sum, round) => sum + round.before + round.answered, 0);
  const entries = await entriesOf(heed.database);
  if (refused > 0 || yeses !== entries)
    throw new Error(`${yeses} yeses, ${refused} refusals, ${entries} entries`);
  const rate = rounds.reduce((sum, round) => sum + round.answered / round.seconds, 0);
  const slowest = Math.max(
    ...rounds.map(({ latencies }) => latencies[Math.floor(latencies.length * 0.99)] ?? 0),
  );
  return `${whole(rate)} one-clicks/s, p99 ${slowest.toFixed(0)} ms, ${whole(micros / yeses)} µs of the nodes' CPU each`;
}

async function cpuOf(children: readonly Child[]): Promise<number> {
  let sum = 0;
  for (const child of children) sum += z.number().parse(await child.ask({}));
  return sum;
}

/** Several senders that have everything to be told; whichever node comes first carries each. */
async function propagation(workplace: Workplace, heed: HeedUnderTest): Promise<string> {
  const { database } = heed;
  await heed.optOut(Array.from({ length: BACKLOG }, (_, number) => addressOf(10_000_000 + number)));
  const entries = await entriesOf(database);
  const receiver = await workplace.start('receiver');
  const url = `http://127.0.0.1:${z.number().parse(receiver.ready)}/hook`;
  for (let sender = 0; sender < SENDERS; sender++) {
    await heed.post('/v1/senders', {
      id: `s${sender}`,
      name: 'S',
      brands: ['clearview'],
      kind: 'webhook',
      url,
    });
  }
  const giveUpAt = performance.now() + CAUGHT_UP_MILLIS_MAX;
  for (;;) {
    const rows = await database.all(database.build.selectFrom('propagation').select('cursor_seq'));
    if (rows.length === SENDERS && rows.every(({ cursor_seq }) => cursor_seq >= entries)) break;
    if (performance.now() > giveUpAt) throw new Error('the senders did not catch up');
    await delay(50);
  }
  await receiver.stop();
  const [span] = await database.all(
    database.build
      .selectFrom('delivery')
      .select(({ fn }) => [fn.min('started_at').as('from'), fn.max('settled_at').as('to')]),
  );
  const seconds = ((span?.to ?? 0) - (span?.from ?? 0)) / 1_000;
  return `${whole((entries * SENDERS) / seconds)} opt-outs/s carried to ${SENDERS} senders together`;
}

async function entriesOf(database: Database): Promise<number> {
  const [row] = await database.all(
    database.build.selectFrom('ledger').select(({ fn }) => fn.countAll<number>().as('entries')),
  );
  return row?.entries ?? 0;
}

/** What an opt-out of somebody new takes on the disk of the server, indexes included. */
async function bytesPerEntry(database: Database): Promise<string> {
  const entries = await entriesOf(database);
  const sizes = await Promise.all(
    ['ledger', 'standing', 'recipient'].map(async (table) => {
      const [row] = await database.all<{ bytes: number }>({
        sql: `select pg_total_relation_size('${table}') as bytes`,
        parameters: [],
      });
      return `${table} ${whole((row?.bytes ?? 0) / entries)}`;
    }),
  );
  return `bytes an opt-out: ${sizes.join(', ')}`;
}

import { z } from 'zod';
import { type CpuCosts, cpuNote, spending } from './cpu.ts';
import { type HeedUnderTest, startHeed } from './heed-under-test.ts';
import { type LoadResult, load } from './load.ts';
import { mintPaths } from './mint.ts';
import type { Options } from './options.ts';
import { percent, type Result, ratioBar, whole } from './result.ts';
import { quantileOf, spreadOf } from './stats.ts';
import type { Workplace } from './workplace.ts';

const CONNECTIONS = 200;
const WARM_UP_SECONDS = 2;
// Above what a core can do, so that a round ends by time and not for want of links.
const LINKS_PER_SECOND = 20_000;
const BODY = 'List-Unsubscribe=One-Click';
const P99_MILLIS_MAX = 50;

const ports = z.object({ http: z.number(), raw: z.number() });

/** One-click opt-outs, durable, over HTTP, each with a link of its own; against a route that only reads and answers. */
export async function oneClick(
  workplace: Workplace,
  options: Options,
  say: (text: string) => void,
): Promise<Result[]> {
  const heed = await startHeed(workplace, 'one-click', options);
  const bareServer = await workplace.start('bare-server');
  const bare = ports.parse(bareServer.ready);
  const ours: LoadResult[] = [];
  const theirs: LoadResult[] = [];
  const cpu: CpuCosts = { ours: [], bare: [] };
  let minted = 0;
  let recorded = 0;

  for (let round = 0; round <= options.rounds; round++) {
    const seconds = round === 0 ? WARM_UP_SECONDS : options.seconds;
    const paths = await mintPaths(heed, minted, Math.ceil(seconds * LINKS_PER_SECOND));
    minted += paths.length;
    const common = { connections: CONNECTIONS, seconds };
    const bareRound = await spending(bareServer, () =>
      load({ ...common, port: bare.http, next: repeated(paths) }),
    );
    const ourRound = await spending(heed.child, () =>
      load({ ...common, port: heed.port, next: once(paths) }),
    );
    const ourAnswers = answersOf(ourRound.outcome);
    recorded += ourAnswers;
    if (round === 0) continue;
    theirs.push(bareRound.outcome);
    ours.push(ourRound.outcome);
    cpu.bare.push(bareRound.micros / answersOf(bareRound.outcome));
    cpu.ours.push(ourRound.micros / ourAnswers);
    say(
      `round ${round}: bare ${whole(rateOf(bareRound.outcome))}/s, ours ${whole(rateOf(ourRound.outcome))}/s`,
    );
  }
  const ceiling = await load({
    port: bare.raw,
    connections: CONNECTIONS,
    seconds: WARM_UP_SECONDS,
    next: () => requestOf('/u/x'),
  });
  await verify(heed, recorded, ours);
  await heed.stop();
  await bareServer.stop();

  const rates = { ours: ours.map(rateOf), bare: theirs.map(rateOf) };
  const p99 = spreadOf(ours.map(({ latencies }) => quantileOf(latencies, 0.99)));
  const busy = spreadOf(ours.map(({ clientBusy }) => clientBusy)).median;
  const p99Bar = {
    text: `p99 < ${P99_MILLIS_MAX} ms`,
    measured: `${p99.median.toFixed(1)} ms (${p99.min.toFixed(1)} – ${p99.max.toFixed(1)})`,
    met: p99.median < P99_MILLIS_MAX,
  };
  return [
    {
      work: `one-click, ${CONNECTIONS} connections`,
      unit: 'opt-outs/s',
      ...rates,
      bars: [ratioBar(rates, 0.3), p99Bar],
      notes: [
        `every one of the ${whole(recorded)} answered opt-outs is in the ledger, and no other`,
        cpuNote(cpu, 'opt-out'),
        `p50 ${quantile(ours, 0.5)}; the bare route's own p50 ${quantile(theirs, 0.5)}, p99 ${quantile(theirs, 0.99)}`,
        `load client busy ${percent(busy)} of the time (with the bare route ${percent(spreadOf(theirs.map(({ clientBusy }) => clientBusy)).median)}); its ceiling against a socket that echoes: ${whole(rateOf(ceiling))}/s`,
      ],
    },
  ];
}

/** The median of the rounds' quantiles, in words. */
function quantile(rounds: readonly LoadResult[], share: number): string {
  return `${spreadOf(rounds.map(({ latencies }) => quantileOf(latencies, share))).median.toFixed(1)} ms`;
}

/** A one-click POST, as it goes over the wire. */
export function requestOf(path: string): string {
  return `POST ${path} HTTP/1.1\r\nhost: mail.northlight.example\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
}

/** Each link once. */
function once(paths: readonly string[]): () => string | undefined {
  let next = 0;
  return () => {
    const path = paths[next++];
    return path === undefined ? undefined : requestOf(path);
  };
}

/** The same links over and over: the bare route does not care. */
function repeated(paths: readonly string[]): () => string {
  let next = 0;
  return () => requestOf(paths[next++ % paths.length] ?? '/u/x');
}

/** Every yes, also those before the time was measured. */
function answersOf({ before, answered }: LoadResult): number {
  return before + answered;
}

function rateOf({ answered, seconds }: LoadResult): number {
  return answered / seconds;
}

/** A rate counts only if every answer was a yes and every yes is in the ledger. */
async function verify(
  { database }: HeedUnderTest,
  recorded: number,
  rounds: readonly LoadResult[],
): Promise<void> {
  const refused = rounds.reduce((sum, round) => sum + round.refused, 0);
  if (refused > 0) throw new Error(`${refused} one-clicks were not answered 200`);
  const [row] = await database.all(
    database.build.selectFrom('ledger').select(({ fn }) => fn.countAll<number>().as('entries')),
  );
  if (row?.entries !== recorded) {
    throw new Error(`${recorded} opt-outs were answered, but the ledger has ${row?.entries ?? 0}`);
  }
}

import { z } from 'zod';
import { type CpuCosts, cpuNote, spending } from './cpu.ts';
import { addressOf, type HeedUnderTest, SCOPE, startHeed } from './heed-under-test.ts';
import { addressLines, mintAtOnce, mintPaths, streamLines } from './mint.ts';
import type { Options } from './options.ts';
import { type Result, rateBar, whole } from './result.ts';
import type { Workplace } from './workplace.ts';

const STREAMED = 100_000;
const AT_ONCE = 10_000;
const RATE_MIN = 30_000;
const UNIT = 'links/s';

const ports = z.object({ http: z.number() });
const answer = z.object({ links: z.array(z.object({ unsubscribe_url: z.string() })) });

/**
 * Minting through the API: one link is one recipient's unsubscribe URL, preference URL and mail headers. The bare
 * counterpart streams the same lines through a bare route that parses each, makes one HMAC and answers a line.
 */
export async function links(
  workplace: Workplace,
  options: Options,
  say: (text: string) => void,
): Promise<Result[]> {
  const heed = await startHeed(workplace, 'links', options);
  const bareServer = await workplace.start('bare-server');
  const bare = { port: ports.parse(bareServer.ready).http, authorization: '' };
  const lines = addressLines(0, STREAMED);
  const body = JSON.stringify({
    scope: SCOPE,
    campaign: 'spring-2026',
    addresses: Array.from({ length: AT_ONCE }, (_, number) => addressOf(number)),
  });
  const streamed: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const atOnce: number[] = [];
  const cpu: CpuCosts = { ours: [], bare: [] };

  for (let round = 0; round <= options.rounds; round++) {
    const bareRound = await spending(bareServer, () =>
      rateOf(STREAMED, () => streamLines({ ...bare, lines })),
    );
    const ourRound = await spending(heed.child, () =>
      rateOf(STREAMED, () => streamLines({ ...heed, lines })),
    );
    const jsonRate = await rateOf(AT_ONCE, () => mintAtOnce(heed, body));
    if (round === 0) continue;
    const bareRate = bareRound.outcome;
    const ourRate = ourRound.outcome;
    streamed.bare.push(bareRate);
    streamed.ours.push(ourRate);
    cpu.bare.push(bareRound.micros / STREAMED);
    cpu.ours.push(ourRound.micros / STREAMED);
    atOnce.push(jsonRate);
    say(`round ${round}: bare ${whole(bareRate)}/s, streamed ${whole(ourRate)}/s, JSON ${whole(jsonRate)}/s`);
  }
  await verify(heed);
  await heed.stop();
  await bareServer.stop();
  return [
    {
      work: `minting, ${whole(STREAMED)} as NDJSON`,
      unit: UNIT,
      ...streamed,
      bars: [rateBar(streamed.ours, RATE_MIN, UNIT)],
      notes: [cpuNote(cpu, 'link'), 'one of the links minted was followed and opens its page'],
    },
    {
      work: `minting, ${whole(AT_ONCE)} as JSON`,
      unit: UNIT,
      ours: atOnce,
      bare: [],
      bars: [rateBar(atOnce, RATE_MIN, UNIT)],
      notes: [],
    },
  ];
}

/** Links a second; throws when not every line was answered. */
async function rateOf(count: number, mint: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const answered = await mint();
  if (answered !== count) throw new Error(`${count} lines were sent and ${answered} came back`);
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function verify(heed: HeedUnderTest): Promise<void> {
  const order = { scope: SCOPE, addresses: [addressOf(1)] };
  const [minted] = answer.parse(await heed.post('/v1/links', order)).links;
  const [streamed] = await mintPaths(heed, 2, 1);
  for (const path of [new URL(minted?.unsubscribe_url ?? '').pathname, streamed]) {
    const { status } = await fetch(`http://127.0.0.1:${heed.port}${path}`);
    if (status !== 200) throw new Error(`a link that was just minted answered ${status}`);
  }
}

import { z } from 'zod';
import { type CpuCosts, cpuNote, spending } from './cpu.ts';
import { addressOf, type HeedUnderTest, IDENTITY_KEY, SCOPE, startHeed } from './heed-under-test.ts';
import { load } from './load.ts';
import type { Options } from './options.ts';
import { percent, type Result, ratioBar, whole } from './result.ts';
import { spreadOf } from './stats.ts';
import type { Workplace } from './workplace.ts';

const OPTED_OUT = 100_000;
const ASKED = 100_000;
const BATCH = 1_000;
// Two, so that the server has a question while the client reads an answer.
const CONNECTIONS = 2;
const WARM_UP_SECONDS = 2;

const bareAnswer = z.object({ rate: z.number(), found: z.number(), cpu: z.number() });
const gateAnswer = z.object({ results: z.array(z.object({ allowed: z.boolean() })) });

/** The gate in batches over HTTP, half of the asked suppressed; against hash and look-up alone, in a loop. */
export async function check(
  workplace: Workplace,
  options: Options,
  say: (text: string) => void,
): Promise<Result[]> {
  const heed = await startHeed(workplace, 'check', options);
  say(`recording ${whole(OPTED_OUT)} opt-outs`);
  await heed.optOut(Array.from({ length: OPTED_OUT }, (_, number) => addressOf(number)));
  // Every second one is nobody's; a stride that shares no factor with the number mixes them like a mailing list.
  const addresses = Array.from({ length: ASKED }, (_, number) => {
    const place = (number * 7_919) % ASKED;
    return addressOf(place % 2 === 0 ? place : place + OPTED_OUT);
  });
  const bodies = batchesOf(addresses).map((batch) => JSON.stringify({ topic: SCOPE, addresses: batch }));
  await verify(heed, addresses);
  const bareLoop = await workplace.start('bare-lookup');
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const busy: number[] = [];
  const cpu: CpuCosts = { ours: [], bare: [] };

  for (let round = 0; round <= options.rounds; round++) {
    const seconds = round === 0 ? WARM_UP_SECONDS : options.seconds;
    const question = { databasePath: heed.databasePath, identityKey: IDENTITY_KEY, addresses, seconds };
    const bare = bareAnswer.parse(await bareLoop.ask(question));
    if (Math.abs(bare.found - 0.5) > 0.001)
      throw new Error('the bare loop did not find half of the addresses');
    const next = requests(heed, bodies);
    const { outcome: ours, micros } = await spending(heed.child, () =>
      load({ port: heed.port, connections: CONNECTIONS, seconds, next }),
    );
    if (ours.refused > 0) throw new Error(`${ours.refused} checks were not answered 200`);
    if (round === 0) continue;
    rates.bare.push(bare.rate);
    rates.ours.push((ours.answered * BATCH) / ours.seconds);
    busy.push(ours.clientBusy);
    cpu.bare.push(bare.cpu);
    cpu.ours.push(micros / ((ours.before + ours.answered) * BATCH));
    say(`round ${round}: bare ${whole(bare.rate)}/s, ours ${whole(rates.ours.at(-1) ?? 0)}/s`);
  }
  await bareLoop.stop();
  await heed.stop();
  return [
    {
      work: `gate check, batches of ${whole(BATCH)}`,
      unit: 'addresses/s',
      ...rates,
      bars: [ratioBar(rates, 0.5)],
      notes: [
        cpuNote(cpu, 'address'),
        `${whole(OPTED_OUT)} opt-outs in the database, half of the asked addresses suppressed, every answer right`,
        `load client busy ${percent(spreadOf(busy).median)} of the time`,
      ],
    },
  ];
}

function batchesOf(addresses: readonly string[]): string[][] {
  return Array.from({ length: addresses.length / BATCH }, (_, batch) =>
    addresses.slice(batch * BATCH, (batch + 1) * BATCH),
  );
}

function requests({ authorization }: HeedUnderTest, bodies: readonly string[]): () => string {
  const whole = bodies.map(
    (body) =>
      `POST /v1/check HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  let next = 0;
  return () => whole[next++ % whole.length] ?? '';
}

/** Every address once: a fast gate that says the wrong thing would be no gate. */
async function verify(heed: HeedUnderTest, addresses: readonly string[]): Promise<void> {
  for (const batch of batchesOf(addresses)) {
    const { results } = gateAnswer.parse(await heed.post('/v1/check', { topic: SCOPE, addresses: batch }));
    const wrong = batch.filter((address, index) => {
      const number = Number(/^person\.(\d+)@/.exec(address)?.[1]);
      return results[index]?.allowed !== number >= OPTED_OUT;
    });
    if (wrong.length > 0) throw new Error(`the gate was wrong about ${wrong.length} of ${BATCH} addresses`);
  }
}

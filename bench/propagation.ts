import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { REQUESTS_AT_ONCE_MAX } from '../src/propagation/push-items.ts';
import { type CpuCosts, cpuNote, spending } from './cpu.ts';
import { addressOf, type HeedUnderTest, SCOPE, startHeed } from './heed-under-test.ts';
import type { Options } from './options.ts';
import { type Result, rateBar, ratioBar, whole } from './result.ts';
import type { Child, Workplace } from './workplace.ts';

const BACKLOG = 100_000;
const RATE_MIN = 30_000;
const UNIT = 'opt-outs/s';
const CAUGHT_UP_MILLIS_MAX = 120_000;
const LOOK_MILLIS = 50;

const count = z.object({ requests: z.number(), bytes: z.number() });
const posted = z.object({ seconds: z.number(), cpu: z.number() });
const bodySchema = z.object({
  data: z.object({
    items: z.array(z.object({ address: z.string(), topics: z.record(z.string(), z.string()) })),
  }),
});

/**
 * A backlog carried to one webhook sender on loopback by the running service: each round registers a new sender, whose
 * backfill is the whole ledger. Against `fetch` of the very bodies that were received, as many at a time.
 */
export async function propagation(
  workplace: Workplace,
  options: Options,
  say: (text: string) => void,
): Promise<Result[]> {
  const heed = await startHeed(workplace, 'propagation', options);
  say(`recording ${whole(BACKLOG)} opt-outs`);
  await heed.optOut(Array.from({ length: BACKLOG }, (_, number) => addressOf(number)));
  const receiver = await workplace.start('receiver');
  const bareFetch = await workplace.start('bare-fetch');
  const url = `http://127.0.0.1:${z.number().parse(receiver.ready)}/hook`;
  const bodiesIn = join(workplace.folder, 'bodies.ndjson');
  const rates: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  const cpu: CpuCosts = { ours: [], bare: [] };

  await receiver.ask({ keepIn: bodiesIn });
  await carry(heed, url, 0);
  const whole0 = count.parse(await receiver.ask({}));
  await verify(bodiesIn);
  for (let round = 0; round <= options.rounds; round++) {
    const bare = posted.parse(await bareFetch.ask({ bodiesIn, url, atOnce: REQUESTS_AT_ONCE_MAX }));
    await sameAs(whole0, receiver);
    const { outcome: seconds, micros } = await spending(heed.child, () => carry(heed, url, round + 1));
    await sameAs(whole0, receiver);
    if (round === 0) continue;
    rates.bare.push(BACKLOG / bare.seconds);
    rates.ours.push(BACKLOG / seconds);
    cpu.bare.push(bare.cpu / BACKLOG);
    cpu.ours.push(micros / BACKLOG);
    say(`round ${round}: bare ${whole(rates.bare.at(-1) ?? 0)}/s, ours ${whole(rates.ours.at(-1) ?? 0)}/s`);
  }
  await heed.stop();
  await bareFetch.stop();
  await receiver.stop();
  return [
    {
      work: `propagation of ${whole(BACKLOG)}, one webhook sender`,
      unit: UNIT,
      ...rates,
      bars: [rateBar(rates.ours, RATE_MIN, UNIT), ratioBar(rates, 0.3)],
      notes: [
        cpuNote(cpu, 'opt-out'),
        `${whole(whole0.requests)} requests of ${whole(whole0.bytes / whole0.requests)} bytes, ${REQUESTS_AT_ONCE_MAX} at a time; every opt-out arrived, in every round`,
      ],
    },
  ];
}

/** Registers a sender and waits until it has everything; answers the seconds from its first delivery to its last. */
async function carry(heed: HeedUnderTest, url: string, round: number): Promise<number> {
  // Names of one length, so that every round sends as many bytes.
  const id = `crm-${String(round).padStart(3, '0')}`;
  await heed.post('/v1/senders', { id, name: 'CRM', brands: ['clearview'], kind: 'webhook', url });
  const { database } = heed;
  const giveUpAt = Date.now() + CAUGHT_UP_MILLIS_MAX;
  while (Date.now() < giveUpAt) {
    const [row] = await database.all(
      database.build
        .selectFrom('delivery')
        .select(({ fn }) => [
          fn.max('to_seq').as('to_seq'),
          fn.min('started_at').as('started_at'),
          fn.max('settled_at').as('settled_at'),
        ])
        .where('sender_id', '=', id),
    );
    if (row?.to_seq === BACKLOG) return (row.settled_at - row.started_at) / 1_000;
    await delay(LOOK_MILLIS);
  }
  throw new Error('the sender did not catch up');
}

async function sameAs(expected: z.infer<typeof count>, receiver: Child): Promise<void> {
  const { bytes } = count.parse(await receiver.ask({}));
  if (bytes !== expected.bytes) throw new Error(`the receiver got ${bytes} bytes, not ${expected.bytes}`);
}

/** Every person once, and every one of them suppressed. */
async function verify(bodiesIn: string): Promise<void> {
  const told = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(bodiesIn) })) {
    for (const { address, topics } of bodySchema.parse(JSON.parse(line)).data.items) {
      if (topics[SCOPE] === 'suppressed') told.add(address);
    }
  }
  if (told.size !== BACKLOG) throw new Error(`${told.size} of ${BACKLOG} people were told of`);
}

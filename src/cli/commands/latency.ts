import { overviewOf, type SenderOverview } from '../../propagation/overview.ts';
import { overviewAnswer } from '../../propagation/overview-answer.ts';
import { byService } from '../../senders/sender.ts';
import { defineCommand } from '../command.ts';
import { duration, instant } from '../instant.ts';
import { table } from '../table.ts';
import { withHeed } from '../with-heed.ts';

const HEADS = [
  'SENDER',
  'LAG',
  'PARKED',
  'OLDEST',
  'DUE',
  'TOLD 24H',
  'P50',
  'P95',
  'P99',
  'MAX',
  'LAST',
  'HELD',
];
const NUMBERS = ['LAG', 'PARKED', 'OLDEST', 'TOLD 24H', 'P50', 'P95', 'P99', 'MAX'];

/** `heed latency`: what every sender still owes, and how fast it has been. */
export const latency = defineCommand({
  usage: [''],
  about:
    'For each sender: how many entries it has not acknowledged (lag, those parked among them), how old the oldest opt-out among them is and when the law wants it honoured, and how long opt-outs took to reach it in the last 24 hours, and what holds its promotional mail. JSON has 7 and 30 days as well.',
  options: {},
  examples: [{ line: 'heed latency', does: 'Which sender is behind, and how far.' }],
  run: ({ json, ...io }) =>
    withHeed(io, 'required', async (heed) => {
      const now = heed.now();
      const { inService, retired } = byService(await heed.senders.read());
      const overview = await overviewOf(heed.database, inService, now);
      const past = await overviewOf(heed.database, retired, now);
      const answerOf = (one: SenderOverview) => overviewAnswer(one, now);
      const answer = { at: instant(now), senders: overview.map(answerOf), retired: past.map(answerOf) };
      const words = table(
        HEADS,
        overview.map((one) => rowOf(one, now)),
        NUMBERS,
      );
      await io.out(json ? `${JSON.stringify(answer)}\n` : words);
      return 0;
    }),
});

function rowOf(one: SenderOverview, now: number): string[] {
  const day = one.windows['24h'];
  const shown = (millis: number | undefined) => (millis === undefined ? '-' : duration(millis));
  return [
    one.sender.id,
    String(one.lag),
    String(one.parked),
    one.oldest === undefined ? '-' : duration(now - one.oldest.requestedAt),
    one.oldest === undefined ? '-' : instant(one.oldest.dueAt),
    String(day.count),
    shown(day.p50),
    shown(day.p95),
    shown(day.p99),
    shown(day.max),
    one.lastCode ?? '-',
    one.held.map(({ reason }) => reason).join(',') || '-',
  ];
}

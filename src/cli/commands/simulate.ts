import { type SimulationOptions, simulationOptionsSchema } from '../../simulation/options.ts';
import type { SimulationReport } from '../../simulation/report.ts';
import type { Shrunk } from '../../simulation/shrink.ts';
import { simulate as run, shrinkReport } from '../../simulation/simulate.ts';
import type { World } from '../../simulation/world.ts';
import { defineCommand } from '../command.ts';
import type { Io } from '../io.ts';
import { parseGiven, splitList } from '../parse-given.ts';
import { createProgress } from '../progress.ts';
import { shrunkInWords, simulationAnswer, simulationInWords } from '../simulation-words.ts';

/** `heed simulate`: a month of outages in a minute, and whether every promise held. */
export const simulate = defineCommand({
  usage: ['[options]'],
  about:
    'Runs the real code through a month on virtual time: several nodes on one database in memory, senders that fail in every way such systems do, processes that die at any step, clocks that are wrong. After every tick it is checked from outside that no opt-out was lost or passed over, that the last word stands, and that nothing fell due unless its sender was held and people knew before. Nothing outside is touched.\nThe same options give the same month. When a promise does not hold, the exit code is 1, and a smaller month that breaks the same promise is looked for and named.',
  options: {
    days: { type: 'string', value: 'N', help: 'How many days, 1 to 366.', default: '30' },
    senders: { type: 'string', value: 'N', help: 'How many senders, 1 to 200.', default: '20' },
    'opt-outs': { type: 'string', value: 'N', help: 'How many opt-outs.', default: '100000' },
    outages: {
      type: 'string',
      value: 'HOW',
      help: 'How much fails: none, light or heavy.',
      default: 'heavy',
    },
    nodes: { type: 'string', value: 'N', help: 'How many nodes share the work, 1 to 16.', default: '3' },
    seed: { type: 'string', value: 'N', help: 'Which month of all there are.', default: '1' },
    without: {
      type: 'string',
      value: 'LIST',
      help: 'What is left out, with commas: receivers, poison, crashes, pauses, skew, storage, people, changes.',
    },
  },
  examples: [
    { line: 'heed simulate', does: 'A month of heavy weather: 100,000 opt-outs, 20 senders, 3 nodes.' },
    { line: 'heed simulate --days 10 --senders 6 --opt-outs 2000 --seed 7', does: 'A small one.' },
    { line: 'heed simulate --outages light --json', does: 'The report for a machine.' },
  ],
  async run({ values, json, ...io }) {
    const options = optionsOf(values);
    const startedAt = io.now();
    const report = await run(options, { day: tellDay(io, options), signal: io.signal });
    if (io.signal.aborted) throw new Error('interrupted');
    const wallMillis = io.now() - startedAt;
    const shrunk = await shrunkOf(io, report);
    if (json) await io.out(`${JSON.stringify(simulationAnswer(report, { wallMillis, shrunk }))}\n`);
    else
      await io.out(
        simulationInWords(report, wallMillis) + (shrunk === undefined ? '' : shrunkInWords(shrunk)),
      );
    return report.violations.length === 0 ? 0 : 1;
  },
});

function optionsOf({
  'opt-outs': optOuts,
  without,
  ...values
}: Readonly<Record<string, string | undefined>>) {
  const given = {
    ...values,
    opt_outs: optOuts,
    without: without === undefined ? undefined : splitList(without),
  };
  return parseGiven(simulationOptionsSchema, given, ([name = '']) => `--${name.replaceAll('_', '-')}`);
}

/** Draws the day on a terminal, and writes a line now and then where there is none. */
function tellDay(io: Io, { days }: SimulationOptions) {
  const progress = createProgress(io);
  return (day: number, { speaking, counted }: World) => {
    const line = `day ${day} of ${days}: ${speaking.spoken.optOuts} opt-outs, ${counted.requests} requests, ${counted.crashes} crashes`;
    if (io.draw === undefined) io.note(line);
    else progress.say(line);
    if (day === days - 1) progress.end();
  };
}

async function shrunkOf(io: Io, report: SimulationReport): Promise<Shrunk | undefined> {
  if (report.violations.length === 0) return undefined;
  io.note('A promise did not hold. Looking for a smaller month that shows it …');
  const shrunk = await shrinkReport(report, { signal: io.signal });
  if (io.signal.aborted) throw new Error('interrupted');
  return shrunk;
}

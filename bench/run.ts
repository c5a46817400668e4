import { check } from './check.ts';
import { links } from './links.ts';
import { loadNow, machineLine } from './machine.ts';
import { oneClick } from './one-click.ts';
import { HELP, type Options, readOptions, type Work } from './options.ts';
import { propagation } from './propagation.ts';
import type { Result } from './result.ts';
import { tableOf } from './table.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

// `npm run bench`: measures what the design promises to be fast at, and prints what came of it.

type Benchmark = (workplace: Workplace, options: Options, say: (text: string) => void) => Promise<Result[]>;

const BENCHMARKS: Readonly<Record<Work, Benchmark>> = { 'one-click': oneClick, links, check, propagation };

const outcome = readOptions(process.argv.slice(2));
switch (outcome.kind) {
  case 'help':
    process.stdout.write(HELP);
    break;
  case 'refused':
    process.stderr.write(`${outcome.problem}\n\n${HELP}`);
    process.exitCode = 2;
    break;
  case 'options':
    process.exitCode = await run(outcome.options);
}

/** Runs what was asked for and answers the exit code: 1 when a bar is not met. */
async function run(options: Options): Promise<number> {
  const workplace = openWorkplace();
  const results: Result[] = [];
  try {
    const machine = machineLine(workplace.folder);
    process.stderr.write(`${machine}\n`);
    for (const work of options.only) {
      const say = (text: string) => process.stderr.write(`${work}: ${text}\n`);
      say('setting up');
      results.push(...(await BENCHMARKS[work](workplace, options, say)));
    }
    print(options, { machine: `${machine} at the start, ${loadNow()} at the end`, results });
  } finally {
    workplace.close();
  }
  return results.every(({ bars }) => bars.every(({ met }) => met)) ? 0 : 1;
}

function print(
  options: Options,
  { machine, results }: { machine: string; results: readonly Result[] },
): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ machine, rounds: options.rounds, results }, null, 2)}\n`);
    return;
  }
  const notes = results.flatMap(({ work, notes: lines }) => lines.map((line) => `- ${work}: ${line}`));
  process.stdout.write(
    `\n${machine}\n${options.rounds} rounds; medians, with the lowest and the highest\n\n${tableOf(results)}\n\n${notes.join('\n')}\n`,
  );
}

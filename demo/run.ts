import { beginLifetime, Interrupted, type Lifetime } from './lifetime.ts';
import { type DemoOptions, HELP, readOptions } from './options.ts';
import { createScreen, type Screen } from './screen.ts';
import { tellStory } from './story.ts';
import { inviteToTry, stayUp } from './try-it.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

const USAGE_EXIT_CODE = 2;

/**
 * Runs the demo and answers its exit code. However it ends (its own end, an error, Ctrl-C, a terminal that goes away),
 * its processes, ports and files are gone when it has ended.
 */
export async function runDemo(argv: readonly string[]): Promise<number> {
  const outcome = readOptions(argv);
  switch (outcome.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'refused':
      process.stderr.write(`${outcome.problem}\nheed demo --help shows what there is.\n`);
      return USAGE_EXIT_CODE;
    case 'options':
      return play(outcome.options);
  }
}

interface Stage {
  readonly screen: Screen;
  readonly life: Lifetime;
  readonly workplace: Workplace;
}

async function play(options: DemoOptions): Promise<number> {
  const life = beginLifetime();
  const stage = { life, screen: createScreen(process.stdout), workplace: makeWorkplace(life) };
  let code: number;
  try {
    code = await perform(options, stage);
  } catch (error) {
    code = explain(life.signal.aborted ? life.signal.reason : error, stage);
  }
  await life.end();
  if (!options.exit || code !== 0)
    stage.screen.say('', 'Ended: the processes are stopped and what they wrote is removed.');
  return code;
}

async function perform(options: DemoOptions, stage: Stage): Promise<number> {
  const { screen, life } = stage;
  const scene = await tellStory(stage, options.port);
  const code = scene.proof.kind === 'proven' ? 0 : 1;
  if (code !== 0) tellLog(stage);
  if (options.exit) return code;
  await inviteToTry(screen, scene);
  try {
    await stayUp(screen, scene, life);
  } catch (error) {
    // From here on, Ctrl-C is the way it is meant to end.
    if (!(life.signal.reason instanceof Interrupted)) throw error;
  }
  return code;
}

/** Says what went wrong, if anything did, and answers the exit code. */
function explain(error: unknown, stage: Stage): number {
  if (error instanceof Interrupted) return error.exitCode;
  process.stderr.write(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}\n`);
  tellLog(stage);
  return 1;
}

function tellLog({ workplace }: Stage): void {
  const { logPath } = workplace;
  process.stderr.write(`The last lines of ${logPath}, which goes when the demo ends:\n`);
  process.stderr.write(`${workplace.logTail().join('\n')}\n`);
}

import { existsSync } from 'node:fs';
import type { Command } from '../command.ts';
import { Refused } from '../io.ts';

// Named from the source folder: the demo is no part of a published package, so nothing may bundle it.
const DEMO = new URL('../../../demo/run.ts', import.meta.url);
const IN_CHECKOUT = import.meta.url.endsWith('.ts');

/** `heed demo`: hands its arguments to the demo, where there is one. */
export const demo: Command = {
  usage: ['[--exit] [--port N]'],
  about:
    'Starts Heed on an empty database in a temporary folder with three brands and three senders of its own, mints links for 1,000 recipients, lets some of them unsubscribe over HTTP, and shows every sender being told. It stays up until Ctrl-C, with links to click, and leaves nothing behind.',
  options: {
    exit: { type: 'boolean', help: 'End after the table; the exit code is 0 when its proof holds.' },
    port: {
      type: 'string',
      value: 'N',
      help: 'Where Heed listens.',
      default: '8787 when that is free, else any',
    },
  },
  examples: [{ line: 'heed demo --exit', does: 'Show the journey of the opt-outs and end.' }],
  argumentsPassOn: true,
  async start(args) {
    if (!IN_CHECKOUT || !existsSync(DEMO)) {
      throw new Refused(
        'the demo is not part of this package.',
        'Run it in a checkout: npm ci && npm run demo.',
      );
    }
    const { runDemo } = (await import(DEMO.href)) as DemoModule;
    return (await runDemo(args)) ?? 0;
  },
};

/** What demo/run.ts exports. */
interface DemoModule {
  readonly runDemo: (args: readonly string[]) => Promise<number | undefined>;
}

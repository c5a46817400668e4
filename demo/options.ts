import { parseArgs } from 'node:util';
import { z } from 'zod';

/** How the demo is to run. */
export interface DemoOptions {
  /** End after the table. */
  readonly exit: boolean;
  /** Undefined: the usual port when it is free, else any. */
  readonly port: number | undefined;
}

export type OptionsOutcome =
  | { readonly kind: 'options'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problem: string };

export const HELP = `heed demo: the whole way of an opt-out through Heed, on this machine

  npm run demo -- [options]

It starts Heed on an empty database in a temporary folder, three senders as
processes of their own, and 1,000 fictional recipients. Some of them say stop,
and you watch every sender learn of it. Ctrl-C ends it; nothing is left behind.

  --exit     end after the proof: exit code 0 when it holds, 1 when it does not
  --port N   where Heed listens (default: 8787 when that is free, else any port)
  --help     this text
`;

const PORT_MAX = 65_535;

const portSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(PORT_MAX)).optional();

/** Reads the command line; a refusal says how to mend it. */
export function readOptions(argv: readonly string[]): OptionsOutcome {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        exit: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const port = portSchema.safeParse(values.port);
    if (!port.success) {
      const problem = `--port wants a whole number from 0 to ${PORT_MAX}; 0 is any free port.`;
      return { kind: 'refused', problem };
    }
    return { kind: 'options', options: { exit: values.exit, port: port.data } };
  } catch (error) {
    return { kind: 'refused', problem: error instanceof Error ? error.message : String(error) };
  }
}

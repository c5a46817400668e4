import { runDemo } from '../../demo/run.ts';

// The demo as the command line starts it.
process.exitCode = await runDemo(process.argv.slice(2));

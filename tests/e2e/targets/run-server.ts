import { once } from 'node:events';
import { parseConfig } from '../../../src/config.ts';
import { openHeed } from '../../../src/node/open-heed.ts';
import { serveHeed } from '../../../src/node/serve.ts';

// A Heed of its own for one test. Prints its port, and ends when standard input does.

const outcome = parseConfig(process.env);
if (outcome.kind === 'refused') throw new Error(outcome.problems.join(', '));
const opened = await openHeed(outcome.config);
if (opened.kind === 'refused') throw new Error(opened.problem);
const serving = await serveHeed(opened.heed, { port: outcome.config.port, hostname: '127.0.0.1' });
process.stdout.write(`${serving.port}\n`);
await once(process.stdin.resume(), 'end');
await serving.stop();
await opened.close();

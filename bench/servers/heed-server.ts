import { parseConfig } from '../../src/config.ts';
import { openHeed } from '../../src/node/open-heed.ts';
import { serveHeed } from '../../src/node/serve.ts';
import { cpuMicros, onParentGone, tell } from './parent.ts';

// The server under test: what `heed serve` starts, on a port of its own choosing.

const outcome = parseConfig(process.env);
if (outcome.kind === 'refused') throw new Error(outcome.problems.join(', '));
const opened = await openHeed(outcome.config);
if (opened.kind === 'refused') throw new Error(opened.problem);
const serving = await serveHeed(opened.heed, { port: outcome.config.port, hostname: '127.0.0.1' });
onParentGone(async () => {
  await serving.stop();
  await opened.close();
});
process.on('message', () => tell(cpuMicros()));
tell(serving.port);

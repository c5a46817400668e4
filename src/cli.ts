import { main } from './cli/main.ts';
import { standardStreams } from './cli/terminal.ts';
import { createRandomBytes } from './keys/random.ts';

// A terminal signals the whole group and npm passes it on once more, so the same wish comes twice within a moment.
const SAME_WISH_MILLIS = 500;

const stopping = new AbortController();
let askedAt = 0;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!stopping.signal.aborted) askedAt = Date.now();
    else if (Date.now() - askedAt > SAME_WISH_MILLIS) process.exit(130); // asked again: not waiting any longer
    stopping.abort(name);
  });
}

const code = await main(process.argv.slice(2), {
  ...standardStreams(process, stopping.signal),
  environment: process.env,
  signal: stopping.signal,
  now: Date.now,
  random: createRandomBytes(),
});
// Whatever a library may have left running ends with the command.
process.exit(code);

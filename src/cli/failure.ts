import { errorCode } from '../log.ts';
import { wordsOf } from '../node/database-problem.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { type Io, ReaderGone, Refused } from './io.ts';

// As shells count: 128 and the number of the signal.
const SIGNAL_EXIT_CODES: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const READER_GONE_EXIT_CODE = 141; // 128 + SIGPIPE

/** Says in words why a command failed, and answers its exit code. `name` is the command's, empty for none. */
export function tellFailure(io: Io, name: string, error: unknown): number {
  const heed = `heed ${name}`.trim();
  if (error instanceof ReaderGone) return READER_GONE_EXIT_CODE;
  if (io.signal.aborted) {
    io.note(`${heed}: interrupted.`);
    return SIGNAL_EXIT_CODES[String(io.signal.reason)] ?? 1;
  }
  if (error instanceof Refused) {
    io.note(`${heed}: ${error.message}`);
    if (error.fix !== undefined) io.note(error.fix);
    if (error.exitCode === 2) io.note(`See ${heed} --help.`);
    return error.exitCode;
  }
  if (error instanceof StoreUnavailable) {
    const code = errorCode(error.cause);
    io.note(`${heed}: the database cannot answer (${code}). What was not answered was not done.`);
    const words = wordsOf(code);
    io.note(
      words === undefined
        ? 'Check HEED_DATABASE_URL and the database, and try again.'
        : `HEED_DATABASE_URL: ${words}.`,
    );
    return 1;
  }
  // A fault of ours. Its message may quote what it choked on, its stack frames cannot.
  io.note(`${heed}: something failed that should not (${errorCode(error)}). Please report this:`);
  io.note(framesOf(error));
  return 1;
}

function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n');
}

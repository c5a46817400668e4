/** What a log line may say: ids, codes and numbers. Never an address, a token or anything a sender wrote. */
export type LogFields = Readonly<Record<string, string | number | null>>;

/** Writes one line per unit of work. An argument everywhere, so tests can read what was logged. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** A log of JSON lines: `{"at":"…","level":"info","event":"sender.caught_up",…}`. */
export function createJsonLog(write: (line: string) => void, now: () => number): Log {
  const at = (level: string) => (event: string, fields?: LogFields) =>
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields }));
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** What may be logged of an unknown error: its kind and code, not its message, which can quote what it choked on. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return code === '' ? error.name : code;
}

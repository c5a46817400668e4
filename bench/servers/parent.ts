/** Tells the benchmark that this process is ready, or answers what it asked. */
export function tell(answer: unknown): void {
  process.send?.(answer);
}

/** CPU time this process has used so far, in microseconds: what work costs, also on a machine that others use. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Calls `end` when the benchmark lets go of this process, or is gone. */
export function onParentGone(end: () => Promise<void>): void {
  process.once('disconnect', () => void end().finally(() => process.exit()));
  // Ctrl-C reaches every process of the terminal; the benchmark's own end is what counts here.
  process.on('SIGINT', () => undefined);
}

/** What happened, for the one time something is wrong. */
export interface Trace {
  /** Notes what happened to a sender, or to the service where there is none. */
  note(sender: string | null, what: string): void;
  /** The last of what concerned a sender and the service, oldest first. */
  last(sender: string | null): readonly string[];
}

const KEPT = 60;
const SHOWN = 40;

interface Line {
  readonly order: number;
  readonly at: number;
  readonly what: string;
}

/** Keeps the last lines of each sender, and of the service. */
export function createTrace(now: () => number): Trace {
  const lines = new Map<string | null, Line[]>();
  let order = 0;

  function linesOf(sender: string | null): Line[] {
    const found = lines.get(sender) ?? [];
    lines.set(sender, found);
    return found;
  }

  return {
    note(sender, what) {
      const mine = linesOf(sender);
      mine.push({ order: order++, at: now(), what });
      if (mine.length > 2 * KEPT) mine.splice(0, KEPT);
    },
    last(sender) {
      const both = sender === null ? linesOf(null) : [...linesOf(sender), ...linesOf(null)];
      return both
        .sort((one, other) => one.order - other.order)
        .slice(-SHOWN)
        .map(({ at, what }) => `${new Date(at).toISOString()}  ${what}`);
    },
  };
}

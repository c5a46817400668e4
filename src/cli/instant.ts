/** An instant as machines read it: ISO 8601 in UTC, from epoch ms. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}

/** The same for instants that may be missing. */
export function instantOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : instant(at);
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A duration as people read it, in its two largest units at most: `3 d 4 h`, `1.5 s`, `12 ms`. */
export function duration(millis: number): string {
  if (millis < 1_000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1_000).toFixed(1)} s`;
  const first = UNITS.findIndex(([, size]) => millis >= size);
  const [unit, size] = UNITS[first] ?? UNITS[0];
  const [lesser, lesserSize] = UNITS[first + 1] ?? UNITS[3];
  const rest = Math.floor((millis % size) / lesserSize);
  return `${Math.floor(millis / size)} ${unit}${rest === 0 ? '' : ` ${rest} ${lesser}`}`;
}

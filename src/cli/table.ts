/** Lays rows out in columns under their heads. Columns whose head is in `right` hold numbers. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const laid = lines.map((line) =>
    heads
      .map((head, column) => {
        const cell = line[column] ?? '';
        const width = widths[column] ?? 0;
        return right.includes(head) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${laid.join('\n')}\n`;
}

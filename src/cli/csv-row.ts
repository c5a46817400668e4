/** One row of CSV: RFC 4180, but ended by a line feed alone, as every other output here. */
export function csvRow(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

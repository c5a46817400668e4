import { toPlainText } from 'react-email';

/**
 * The plain-text part of a mail, from its HTML part, so that both say the same. Written for reading: headings as they are
 * spelled, a button as its words with its link on a line of its own below, a table as lines.
 */
export function plainText(html: string): string {
  const text = toPlainText(html, {
    formatters: { rowsAsLines },
    selectors: [
      { selector: 'h1', format: 'heading', options: { uppercase: false, leadingLineBreaks: 2 } },
      // A long line of dashes is read out loud as such.
      { selector: 'hr', format: 'horizontalLine', options: { length: 2 } },
      { selector: '[data-words-only=true]', format: 'inline' },
      { selector: 'table[data-rows=true]', format: 'rowsAsLines' },
    ],
  });
  return `${text.trim()}\n`;
}

// As much of a parsed document and of html-to-text's builder as a table needs; the package comes without types.
interface Element {
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly Element[];
}
interface Builder {
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: { trailingLineBreaks: number }): void;
  addInline(text: string): void;
  addLineBreak(): void;
}

/** Each row as `name: value`; where there are columns, as its name with `column: value` lines below, and a gap between. */
function rowsAsLines(table: Element, _walk: unknown, builder: Builder): void {
  const [columns] = rowsOf(table, 'thead');
  const caption = within(table, 'caption').map(textOf);
  const rows = rowsOf(table, 'tbody').map((row) => linesOf(row, columns));
  for (const lines of [caption, ...(columns ? rows : [rows.flat()])]) {
    if (lines.length === 0) continue;
    builder.openBlock({ leadingLineBreaks: 2 });
    for (const [index, line] of lines.entries()) {
      if (index > 0) builder.addLineBreak();
      builder.addInline(line);
    }
    builder.closeBlock({ trailingLineBreaks: 2 });
  }
}

function linesOf(
  [name = '', ...values]: readonly string[],
  columns: readonly string[] | undefined,
): string[] {
  if (!columns) return [`${name}: ${values.join(', ')}`];
  return [name, ...values.map((value, index) => `${columns[index + 1]}: ${value}`)];
}

/** The texts of each row's cells in one part of a table. */
function rowsOf(table: Element, part: 'thead' | 'tbody'): string[][] {
  return within(table, part).flatMap((found) =>
    within(found, 'tr').map((row) => within(row, 'th', 'td').map(textOf)),
  );
}

function within({ children = [] }: Element, ...names: readonly string[]): Element[] {
  return children.filter(({ name }) => name !== undefined && names.includes(name));
}

function textOf({ data = '', children = [] }: Element): string {
  return data + children.map(textOf).join('');
}

import { percent, type Result, ratioOf, whole } from './result.ts';
import { spreadOf } from './stats.ts';

const HEAD = ['work', 'ours', 'bare', 'ours / bare', 'bar', 'measured', 'met'];

/** The results as a Markdown table with aligned columns; each number is a median, with its lowest and highest. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.flatMap(rowsOf);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function rowsOf(result: Result): string[][] {
  const { work, unit, ours, bare, bars } = result;
  const { median, min, max } = ratioOf(result);
  const first = [
    `${work}, ${unit}`,
    rates(ours),
    rates(bare),
    bare.length === 0 ? '' : `${percent(median)} (${percent(min)} – ${percent(max)})`,
  ];
  const tails = bars.map(({ text, measured, met }) => [text, measured, met ? 'met' : 'NOT MET']);
  if (tails.length === 0) return [first];
  return tails.map((tail, index) => [...(index === 0 ? first : ['', '', '', '']), ...tail]);
}

function rates(values: readonly number[]): string {
  if (values.length === 0) return '';
  const { median, min, max } = spreadOf(values);
  return `${whole(median)} (${whole(min)} – ${whole(max)})`;
}

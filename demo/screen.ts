import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Where the demo speaks: a terminal with a part that moves, or plain lines for a file or a pipe. */
export interface Screen {
  /** True where lines can be drawn over. */
  readonly live: boolean;
  /** Columns a line may take; no bound where nobody reads at a certain width. */
  readonly width: () => number;
  /** Colours a text, where colours are wanted: NO_COLOR and terminals without are heeded. */
  readonly paint: (style: Style, text: string) => string;
  /** Says lines that stay. */
  readonly say: (...lines: string[]) => void;
  /** Says a paragraph, folded to the width and indented; all of it in one style, if any. */
  readonly tell: (text: string, style?: Style) => void;
  /** Draws the moving part anew. Live screens alone. */
  readonly draw: (lines: readonly string[]) => void;
  /** Leaves the moving part as it is; what is said next stands below it. */
  readonly settle: () => void;
}

const COLUMNS_USUAL = 80;
const INDENT = '  ';
const COLUMNS_MAX = 96; // longer lines are harder to read

/** The screen on this output. */
export function createScreen(output: NodeJS.WriteStream | WriteStream): Screen {
  const live = output.isTTY === true && process.env.TERM !== 'dumb';
  let drawn = 0;
  const width = () => (live ? Math.min(output.columns || COLUMNS_USUAL, COLUMNS_MAX) : Infinity);
  const paint = (style: Style, text: string) =>
    text === '' ? '' : styleText(style, text, { stream: output });
  const say = (...lines: string[]) => {
    output.write(lines.map((line) => `${line}\n`).join(''));
  };
  return {
    live,
    width,
    paint,
    say,
    tell(text, style) {
      const lines = fold(text, width() - INDENT.length);
      say(...lines.map((line) => INDENT + (style === undefined ? line : paint(style, line))));
    },
    draw(lines) {
      // One write a picture, so that it never flickers: up to where it began, then line by line over the old one.
      const up = drawn > 0 ? `\x1b[${drawn}A` : '';
      output.write(up + lines.map((line) => `\x1b[2K${line}\n`).join(''));
      drawn = lines.length;
    },
    settle() {
      drawn = 0;
    },
  };
}

/** Folds a text at its spaces into lines of at most `width` characters; a longer word has a line of its own. */
export function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

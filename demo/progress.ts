import type { Asked } from './say-stop.ts';
import type { Screen, Style } from './screen.ts';
import { type SenderState, stateWords } from './watch.ts';

/** One moment of the propagation. */
export interface Moment {
  readonly asked: Asked;
  /** How many will have said stop in the end. */
  readonly count: number;
  readonly senders: readonly SenderState[];
  /** Epoch ms. */
  readonly now: number;
}

const NAME_COLUMNS = 16;
const BAR_COLUMNS = 16;
const BAR_COLUMNS_MAX = 28;
// Name, bar and count leave this much for the words at 80 columns.
const WORDS_COLUMNS = 34;

type Paint = Screen['paint'];

/** The moving part: who has said stop so far, and below it a bar for each sender, all to the same scale. */
export function pictureOf({ asked, count, senders, now }: Moment, width: number, paint: Paint): string[] {
  const slowest = Math.max(1, Math.round(asked.slowestMillis));
  const asking: Row = {
    name: 'Saying stop',
    told: asked.recorded,
    owed: 0,
    words: `slowest answer ${slowest} ms`,
    style: 'cyan',
  };
  const rows = senders.map(
    (sender): Row => ({ ...sender, words: stateWords(sender, now), style: styleOf(sender) }),
  );
  return [asking, ...rows].map((row) => rowLine(row, { count, width, paint }));
}

interface Row {
  readonly name: string;
  readonly told: number;
  readonly owed: number;
  readonly words: string;
  readonly style: Style;
}

function rowLine(
  { name, told, owed, words, style }: Row,
  { count, width, paint }: { count: number; width: number; paint: Paint },
): string {
  const figures = `${String(told).padStart(String(count).length)}/${count}`;
  const fixed = `  ${name.padEnd(NAME_COLUMNS)}   ${figures}  `.length;
  const room = Math.max(0, width - fixed);
  const columns = Math.min(room, BAR_COLUMNS_MAX, Math.max(BAR_COLUMNS, room - WORDS_COLUMNS));
  const bar = barOf({ told, owed, count }, columns);
  const drawn = `${paint(style, bar.told)}${paint('yellow', bar.owed)}${paint('dim', bar.rest)}`;
  // A line that wraps would be drawn over wrongly.
  const said = words.slice(0, room - columns);
  return `  ${name.padEnd(NAME_COLUMNS)} ${drawn}  ${figures}  ${said}`;
}

function styleOf({ owed, retryAt }: SenderState): Style {
  if (owed === 0) return 'green';
  return retryAt === undefined ? 'cyan' : 'yellow';
}

/** A bar in three parts: told, owed, and not asked for yet. */
export function barOf(
  { told, owed, count }: { told: number; owed: number; count: number },
  columns: number,
): { told: string; owed: string; rest: string } {
  const columnsOf = (part: number) => Math.min(columns, Math.floor((part * columns) / Math.max(1, count)));
  const toldColumns = columnsOf(told);
  const owedColumns = columnsOf(told + owed) - toldColumns;
  return {
    told: '█'.repeat(toldColumns),
    owed: '▒'.repeat(owedColumns),
    rest: '·'.repeat(columns - toldColumns - owedColumns),
  };
}

/** The same moment as one plain line, for outputs that cannot be drawn over. */
export function lineOf({ asked, count, senders, now }: Moment): string {
  const parts = senders.map((sender) => {
    const waits = sender.owed > 0 && sender.retryAt !== undefined;
    return `${sender.name} ${sender.told}${waits ? ` (${stateWords(sender, now)})` : ''}`;
  });
  return `  said stop: ${asked.recorded}/${count}  told: ${parts.join(', ')}`;
}

const LINE_MILLIS = 1_000;

/** Shows moments on a screen: as a moving picture, or as a line a second where something has changed. */
export function createProgress(screen: Screen): { show(moment: Moment): void; done(moment: Moment): void } {
  let lastAt = -Infinity;
  let last = '';
  const sayLine = (moment: Moment) => {
    const line = lineOf(moment);
    if (line !== last) screen.say(line);
    last = line;
    lastAt = moment.now;
  };
  return {
    show(moment) {
      if (screen.live) screen.draw(pictureOf(moment, screen.width(), screen.paint));
      else if (moment.now - lastAt >= LINE_MILLIS) sayLine(moment);
    },
    done(moment) {
      if (screen.live) {
        screen.draw(pictureOf(moment, screen.width(), screen.paint));
        screen.settle();
      } else sayLine(moment);
    },
  };
}

import type { Io } from './io.ts';

// Often enough to look alive, seldom enough to cost nothing.
const DRAW_MILLIS = 100;

/** How far long work has come, drawn on a terminal alone. */
export interface Progress {
  say(text: string): void;
  /** Wipes the line, so that what follows stands alone. */
  end(): void;
}

/** Draws progress over and over on one line of standard error, when that is a terminal. */
export function createProgress({ draw, now }: Pick<Io, 'draw' | 'now'>): Progress {
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    say(text) {
      if (draw === undefined || now() - drawnAt < DRAW_MILLIS) return;
      drawnAt = now();
      draw(text);
    },
    end() {
      if (drawnAt > 0) draw?.('');
    },
  };
}

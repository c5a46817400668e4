/** The two sets of colours a page has; the reader's own setting chooses. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** The colours shown in one scheme, as `#rrggbb`: the custom properties of the stylesheet. */
export interface Colours {
  /** Behind everything. */
  readonly ground: string;
  /** Text: at least 7:1 on the ground. */
  readonly ink: string;
  /** Text that matters less, and the borders of controls: at least 4.5:1 on the ground. */
  readonly quiet: string;
  /** Hairlines that carry no meaning. Nothing is promised of it, so no control may have it as its border. */
  readonly line: string;
  /** Links, buttons, the outline of what has the focus: at least 4.5:1 on the ground. */
  readonly accent: string;
  /** Text on the accent: at least 4.5:1. */
  readonly onAccent: string;
  /** What is late or wrong: at least 4.5:1 on the ground. */
  readonly late: string;
}

/** The colours of a brand that has given none, and of Heed's own pages: those of the stylesheet. */
export const HOUSE_COLOURS: Readonly<Record<Scheme, Colours>> = {
  light: {
    ground: '#fcfbf8',
    ink: '#1b1d1f',
    quiet: '#575b60',
    line: '#dedad0',
    accent: '#0b5c50',
    onAccent: '#ffffff',
    late: '#9a3412',
  },
  dark: {
    ground: '#15171a',
    ink: '#eceae4',
    quiet: '#a9adb2',
    line: '#363a40',
    accent: '#7fd4c1',
    onAccent: '#0d1f1b',
    late: '#fdba74',
  },
};

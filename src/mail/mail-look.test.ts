import { describe, expect, it } from 'vitest';
import { DEFAULT_LOOK, headStyles, theme } from '../../emails/theme.ts';

/** WCAG 2.2: contrast of two `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the look of mails', () => {
  it('reads at 4.5:1 or better in light', () => {
    const ground = theme.body.backgroundColor;
    for (const { color } of [theme.text, theme.quiet, theme.foot, theme.link, theme.caption]) {
      expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(DEFAULT_LOOK.accent, DEFAULT_LOOK.onAccent)).toBeGreaterThanOrEqual(4.5);
  });

  it('reads at 4.5:1 or better in dark', () => {
    const [ground = '', , ink = '', quiet = ''] = [
      ...headStyles(DEFAULT_LOOK).matchAll(/(?:background-color|color): (#\w{6})/g),
    ].map(([, colour]) => colour);
    for (const colour of [ink, quiet]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
    const { accent, onAccent } = DEFAULT_LOOK.dark;
    expect(contrast(accent, onAccent)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps the edge of a button seen in dark where a brand has no colours for it', () => {
    const styles = headStyles({ accent: '#000000', onAccent: '#ffffff' });
    const [, edge = ''] = /\.button .*border-color: (#\w{6})/.exec(styles) ?? [];
    expect(contrast(edge, '#15171a')).toBeGreaterThanOrEqual(3);
  });
});

import { describe, expect, it } from 'vitest';
import { correctionInWords } from './correction.ts';
import { lookOf } from './look.ts';

function told(accent: string, ground: string): string[] {
  return lookOf({ colors: { accent, ground } }).corrections.map(correctionInWords);
}

describe('a correction is told', () => {
  it('of an accent that is too bright for light pages', () => {
    expect(told('#ffcc00', '#ffffff')).toEqual([
      'In light, accent #ffcc00 was darkened to #917300: on the ground it had 1.5:1, and 4.5:1 is the least (WCAG 2.2 SC 1.4.3).',
    ]);
  });

  it('of an accent that is too dark for dark pages', () => {
    expect(told('#1d4ed8', '#ffffff')).toEqual([
      expect.stringMatching(
        /^In dark, accent #1d4ed8 was lightened to #\w{6}: on the ground it had 2\.\d:1, /,
      ),
    ]);
  });

  it('of a dark ground, which becomes a light one in light', () => {
    expect(told('#ffcc00', '#003366')[0]).toMatch(
      /^In light, ground #003366 was lightened to #\w{6}: black on it had 1\.6:1, and 15:1 is the least of a light ground, /,
    );
  });

  it('of a loud ground, whose contrast would do', () => {
    expect(told('#0000ff', '#ffff00')[0]).toMatch(/^In light, ground #ffff00 was toned down to #\w{6}: /);
  });

  it('without rounding up to what would have been enough', () => {
    expect(told('#777777', '#ffffff')[0]).toContain('it had 4.4:1, and 4.5:1 is the least');
  });
});

import { describe, expect, it } from 'vitest';
import { readPreferenceForm } from './form.ts';

const pauseOf = (fields: Record<string, string>) => readPreferenceForm(new URLSearchParams(fields)).pause;

describe('the pause of a preference form', () => {
  it('is the date that was typed, also where the choice above it was left as it was', () => {
    const typed = { pause: 'none', 'pause-shown': 'none=', 'pause-until': '2027-01-07' };
    expect(pauseOf(typed)).toEqual({ choice: 'date', date: '2027-01-07' });
  });

  it('is what was chosen when the date in the field is the one that came with the page', () => {
    const back = { pause: 'none', 'pause-shown': 'date=2020-01-01', 'pause-until': '2020-01-01' };
    expect(pauseOf(back).choice).toBe('none');
    const untouched = { pause: 'none', 'pause-shown': 'none=2020-01-01', 'pause-until': '2020-01-01' };
    expect(pauseOf(untouched).choice).toBe('none');
  });

  it('is none where nothing is said', () => {
    expect(pauseOf({})).toEqual({ choice: 'none', date: '' });
  });
});

describe('the boxes of a preference form', () => {
  it('are read with how they were shown, each once, and only where they are scopes', () => {
    const fields = new URLSearchParams([
      ['shown', 'clearview/offers=on'],
      ['shown', 'clearview/tips=off'],
      ['shown', 'clearview/offers=off'],
      ['shown', '../../etc=on'],
      ['topic', 'clearview/tips'],
      ['topic', 'clearview/never-shown'],
    ]);
    expect(readPreferenceForm(fields).ticks).toEqual([
      { scope: 'clearview/offers', shown: false, ticked: false },
      { scope: 'clearview/tips', shown: false, ticked: true },
    ]);
  });
});

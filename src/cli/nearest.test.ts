import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

const OPTIONS = [
  '--received',
  '--zone',
  '--calendar',
  '--days',
  '--count',
  '--boundary',
  '--ndjson',
  '--json',
];

describe('suggesting what was meant', () => {
  it.each([
    ['--recieved', '--received'],
    ['--recived', '--received'],
    ['--calender', '--calendar'],
    ['--dyas', '--days'],
    ['--njson', '--ndjson'],
    ['--bound', '--boundary'],
  ])('takes %s for %s', (given, meant) => expect(nearest(given, OPTIONS)).toBe(meant));

  it('suggests nothing for another word', () => {
    expect(didYouMean('--colour', OPTIONS)).toBeUndefined();
    expect(didYouMean('', OPTIONS)).toBeUndefined();
  });

  it('words a suggestion as a question', () => {
    expect(didYouMean('--zoen', OPTIONS)).toBe('Did you mean --zone?');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposition } from './exposition.ts';

const metric = (value: number, labels?: Record<string, string>) => ({
  name: 'heed_thing',
  help: 'A thing.',
  samples: [labels === undefined ? { value } : { labels, value }],
});

describe('the text format', () => {
  it('has a line for what it is, one for its type, and one for each sample', () => {
    expect(
      exposition([metric(1.5), { ...metric(2, { sender: 'crm', kind: 'late' }), name: 'heed_other' }]),
    ).toBe(
      [
        '# HELP heed_thing A thing.',
        '# TYPE heed_thing gauge',
        'heed_thing 1.5',
        '# HELP heed_other A thing.',
        '# TYPE heed_other gauge',
        'heed_other{sender="crm",kind="late"} 2',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [Number.NaN, 'NaN'],
    [-0.5, '-0.5'],
    [1e21, '1e+21'],
  ])('writes %s as %s', (value, text) => {
    expect(exposition([metric(value)])).toContain(`heed_thing ${text}\n`);
  });

  it('escapes label values so that each reads back, and none makes up a line or a label', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '\n', ',', '}', 'a', ' ', 'é') }),
        (sender) => {
          const lines = exposition([metric(1, { sender })]).split('\n');
          expect(lines).toHaveLength(4);
          const [, inside = ''] = /^heed_thing\{sender="(.*)"\} 1$/.exec(lines[2] ?? '') ?? [];
          const read = inside.replaceAll(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
          expect(read).toBe(sender);
          expect(inside.replaceAll(/\\./g, '')).not.toMatch(/["\\]/);
        },
      ),
    );
  });
});

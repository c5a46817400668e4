import { describe, expect, it } from 'vitest';
import { PRESSES, readLinkBody } from './one-click-body.ts';

const multipart = (boundary: string, delimiter: string, end = '\r\n') =>
  [
    `${delimiter}${boundary}`,
    'Content-Disposition: form-data; name="List-Unsubscribe"',
    '',
    'One-Click',
    `${delimiter}${boundary}--`,
    '',
  ].join(end);

describe('the body of a POST to a link', () => {
  it.each([
    ['Gmail’s 26 bytes', 'List-Unsubscribe=One-Click'],
    ['other capitals', 'list-unsubscribe=x&List-Unsubscribe=one-click'],
    ['a line break at its end', 'List-Unsubscribe=One-Click\r\n'],
    ['a sound multipart form', multipart('x', '--')],
    ['the RFC’s own example, whose delimiter lacks two hyphens', multipart('---FormBoundaryjWmhtjORrn', '')],
    ['a multipart form with bare line feeds', multipart('x', '--', '\n')],
    [
      'a multipart form with a content type in its part',
      multipart('x', '--').replace('\r\n\r\n', '\r\nContent-Type: text/plain\r\n\r\n'),
    ],
  ])('is one click: %s', (_, body) => {
    expect(readLinkBody(body)).toEqual({ kind: 'one_click' });
  });

  it.each(PRESSES)('is the press of a button of ours, with what was filled in: %s', (button) => {
    expect(readLinkBody(`press=${button}&days=30`)).toMatchObject({ kind: 'press', button });
    const said = readLinkBody(`days=30&press=${button}`);
    expect(said.kind === 'press' && said.fields.get('days')).toBe('30');
  });

  it('is one click before it is a press: a mail program’s pair is never read as an undo', () => {
    expect(readLinkBody('press=undo&List-Unsubscribe=One-Click')).toEqual({ kind: 'one_click' });
  });

  it.each([
    '',
    ' ',
    '{}',
    'press=',
    'press=everything',
    'press=__proto__',
    '%',
    'List-Unsubscribe=Two-Clicks',
    '\u0000',
    multipart('x', '--').replace('One', 'Two'),
  ])('is something else, which still opts out: %j', (body) =>
    expect(readLinkBody(body)).toEqual({ kind: 'nonconforming' }),
  );

  it('is read in no time, whatever it holds', () => {
    const piece = 'name="List-Unsubscribe"\r\nx\r\n';
    const bodies = [piece, `${piece}\r\n`, '\r\n', 'name=List-Unsubscribe', `${piece}\r\n \r\n`].map((one) =>
      one.repeat(Math.ceil(16_384 / one.length)),
    );
    const before = process.cpuUsage();
    expect(bodies.map((body) => readLinkBody(body).kind)).toEqual(bodies.map(() => 'nonconforming'));
    expect(process.cpuUsage(before).user).toBeLessThan(500_000); // microseconds
  });
});

import { describe, expect, it } from 'vitest';
import { LOGO_CHARACTERS_MAX, logoAddress, logoProblem } from './logo.ts';

const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">';
const DISC = '<circle cx="4" cy="4" r="4" fill="#0b5c50"/>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('RIFF\u0004\u0000\u0000\u0000WEBPVP8 ');

const base64 = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
const inSvg = (inside: string) => base64(`${OPEN}${inside}</svg>`);

describe('a logo', () => {
  it.each([
    ['an SVG in base64', inSvg(DISC)],
    ['an SVG with percent signs', `data:image/svg+xml,${encodeURIComponent(`${OPEN}${DISC}</svg>`)}`],
    [
      'an SVG that names its character set',
      `data:image/svg+xml;charset=UTF-8,${encodeURIComponent(`${OPEN}</svg>`)}`,
    ],
    [
      'an SVG with a prolog and a comment',
      base64(`<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n${OPEN}${DISC}</svg>\n`),
    ],
    [
      'an SVG that refers to its own parts',
      inSvg(
        `<defs><linearGradient id="g"/></defs><g fill="url(#g)" style="fill: url('#g')"><use href="#g"/><title>on = "it" // here</title></g>`,
      ),
    ],
    [
      'an SVG that holds a picture',
      inSvg(`<image href="data:image/png;base64,${PNG.toString('base64')}" width="8" height="8"/>`),
    ],
    ['a PNG', `data:image/png;base64,${PNG.toString('base64')}`],
    ['a WebP', `data:image/webp;base64,${WEBP.toString('base64')}`],
  ])('may be %s', (_, address) => {
    expect(logoProblem(address)).toBeUndefined();
  });

  it.each([
    ['an address on the web', 'https://example.com/logo.svg', /data: address/],
    ['a page', 'data:text/html,<h1>Hello</h1>', /data: address/],
    ['a GIF', 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', /data: address/],
    ['a PNG that is none', `data:image/png;base64,${WEBP.toString('base64')}`, /says png/],
    ['a WebP that is none', `data:image/webp;base64,${PNG.toString('base64')}`, /says webp/],
    ['base64 that is cut off', 'data:image/png;base64,iVBORw0KG', /cannot be read/],
    ['base64 with something behind it', `${inSvg(DISC)}"`, /cannot be read/],
    ['a bare number sign', `data:image/svg+xml,${OPEN}<path fill="#000"/></svg>`, /cannot be read/],
    ['bytes that are no text', 'data:image/svg+xml;base64,//79', /UTF-8/],
  ])('may not be %s', (_, address, told) => {
    expect(logoProblem(address)).toMatch(told);
  });

  it('has at most 6,000 characters', () => {
    const filled = (length: number) => {
      const bare = 'data:image/svg+xml,' + encodeURIComponent(`${OPEN}<desc></desc></svg>`);
      const at = bare.indexOf(encodeURIComponent('</desc>'));
      return bare.slice(0, at) + 'x'.repeat(length - bare.length) + bare.slice(at);
    };
    expect(filled(LOGO_CHARACTERS_MAX)).toHaveLength(6_000);
    expect(logoProblem(filled(LOGO_CHARACTERS_MAX))).toBeUndefined();
    expect(logoProblem(filled(LOGO_CHARACTERS_MAX + 1))).toContain('6000');
  });

  it.each([
    ['png', PNG],
    ['webp', WEBP],
    ['svg+xml', Buffer.from(`${OPEN}${DISC}</svg>`)],
  ])('made of a %s file is taken', (kind, file) => {
    expect(logoAddress(file)).toMatch(new RegExp(`^data:image/${kind.replace('+', '\\+')};base64,`));
    expect(logoProblem(logoAddress(file))).toBeUndefined();
  });
});

describe('an SVG may not', () => {
  it.each([
    ['hold a script', '<script>alert(1)</script>'],
    ['hold a script by a prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg"/>'],
    ['hold a script in capitals', '<SCRIPT/>'],
    ['hold foreign objects', '<foreignObject><p/></foreignObject>'],
    ['listen to events', '<g onload="alert(1)"/>'],
    ['listen to events over two lines', '<g\n OnClick = "x"/>'],
    ['fetch a picture', '<image href="https://example.com/a.png"/>'],
    ['fetch a picture the old way', '<image xlink:href="//example.com/a.png"/>'],
    ['fetch a picture beside it', '<image href="a.png"/>'],
    ['hold another SVG in an address', '<image href="data:image/svg+xml;base64,PHN2Zz4="/>'],
    ['run an address', '<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
    ['fetch by an attribute', '<rect fill="url(https://example.com/p.svg#a)"/>'],
    ['fetch by an attribute in quotes', `<rect fill="url( 'a.svg#b' )"/>`],
    ['fetch by its style', '<style>rect { background: url(//example.com/x) }</style>'],
    ['import a style', "<style>@import 'x.css';</style>"],
    ['hide letters in its style', '<style>rect { background: u\\72l(x) }</style>'],
    ['fetch without url()', '<style>rect { background: image-set("https://example.com/x" 1x) }</style>'],
    ['turn a reference elsewhere later', '<use href="#a"><set attributeName="href" to="b.svg"/></use>'],
    ['move what its references start from', '<g xml:base="https://example.com/"/>'],
    ['hide letters in numbers', '<a href="#" style="&#117;rl(x)"/>'],
    ['hold CDATA', '<style><![CDATA[ rect {} ]]></style>'],
    ['hold instructions', '<?php echo 1 ?>'],
    ['be left open', '<g>'],
    ['be crossed', '<g><a></g></a>'],
    ['hold attributes without quotes', '<g fill=red/>'],
    ['end early', '</svg><svg>'],
  ])('%s', (_, inside) => {
    expect(logoProblem(inSvg(DISC))).toBeUndefined();
    expect(logoProblem(inSvg(inside))).toEqual(expect.any(String));
  });

  it.each([
    ['be another document', '<html xmlns="http://www.w3.org/1999/xhtml"></html>'],
    ['be without its namespace', '<svg></svg>'],
    ['be empty', ''],
    ['be words', 'a logo'],
    ['name a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${OPEN}</svg>`],
    ['say it is written in other letters', `<?xml version="1.0" encoding="utf-7"?>${OPEN}</svg>`],
    ['bring a style along', `<?xml-stylesheet href="a.css"?>${OPEN}</svg>`],
    ['be followed by something', `${OPEN}</svg>more`],
    ['be preceded by something', `more${OPEN}</svg>`],
    ['come twice', `${OPEN}</svg>${OPEN}</svg>`],
  ])('%s', (_, svg) => {
    expect(logoProblem(base64(svg))).toEqual(expect.any(String));
  });
});

import { svgProblem } from './svg.ts';

/** A logo comes with every page, so it is small. */
export const LOGO_CHARACTERS_MAX = 6_000;

const FORMS = /^data:image\/(svg\+xml|png|webp)((?:;[\w=-]+)*),(.*)$/s;
const KINDS = 'A logo is a data: address of image/svg+xml, image/png or image/webp.';

/**
 * Why a `data:` address is not taken as a logo, in words and without repeating it; undefined when it is taken. It is only
 * ever shown as an image, where no script runs and nothing is fetched; an SVG is checked all the same.
 */
export function logoProblem(address: string): string | undefined {
  if (address.length > LOGO_CHARACTERS_MAX) {
    return `A logo has at most ${LOGO_CHARACTERS_MAX} characters as a data: address. Simplify or shrink it.`;
  }
  const [, type, parameters = '', body = ''] = FORMS.exec(address) ?? [];
  if (type === undefined) return KINDS;
  const bytes = bytesOf(parameters.toLowerCase(), body);
  if (bytes === undefined) return 'The content of the data: address cannot be read. Write it as base64.';
  if (type !== 'svg+xml')
    return kindOf(bytes) === type ? undefined : `It says ${type} and is something else.`;
  const text = textOf(bytes);
  return text === undefined ? 'An SVG is written in UTF-8.' : svgProblem(text);
}

/** A picture file as a `data:` address, its kind told by its first bytes. Whether it is taken is for `logoProblem`. */
export function logoAddress(file: Uint8Array): string {
  return `data:image/${kindOf(file) ?? 'svg+xml'};base64,${Buffer.from(file).toString('base64')}`;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function kindOf(bytes: Uint8Array): 'png' | 'webp' | undefined {
  if (PNG.every((byte, index) => bytes[index] === byte)) return 'png';
  const at = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return at(0) === 'RIFF' && at(8) === 'WEBP' ? 'webp' : undefined;
}

function bytesOf(parameters: string, body: string): Uint8Array | undefined {
  const coding = parameters.replace(/^;(?:charset=utf-8|utf-?8)/, '');
  if (coding === ';base64') {
    const isWhole = body.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(body);
    return isWhole ? Buffer.from(body, 'base64') : undefined;
  }
  // A number sign would end the address, and a browser skips line ends: what it reads must be what was checked.
  if (coding !== '' || !/^[\x20-\x22\x24-\x7e]+$/.test(body)) return undefined;
  try {
    return Buffer.from(decodeURIComponent(body));
  } catch {
    return undefined; // a percent sign that encodes nothing
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8
  }
}

/** A colour of a screen (sRGB), 8 bits a channel: what `#rrggbb` says. */
export interface Rgb {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** The same as people see it (OKLCH): lightness 0 to 1, chroma from 0 (grey) to about 0.32, hue in degrees. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** A colour written `#rgb` or `#rrggbb`; undefined for everything else, so that nothing else gets into a stylesheet. */
export function parseColour(text: string): Rgb | undefined {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(text) ?? [];
  const digits = long ?? short?.replaceAll(/./g, '$&$&');
  if (digits === undefined) return undefined;
  const number = Number.parseInt(digits, 16);
  return { red: number >> 16, green: (number >> 8) & 255, blue: number & 255 };
}

/** The colour as `#rrggbb`, in small letters. */
export function hexOf({ red, green, blue }: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** WCAG 2.2, relative luminance: 0 for black, 1 for white. */
export function luminance({ red, green, blue }: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG 2.2, contrast ratio: from 1 to 21, whichever of the two is in front. */
export function contrast(one: Rgb, other: Rgb): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** Lightness, chroma and hue of a colour. Björn Ottosson, "A perceptual color space for image processing", 2020. */
export function oklchOf(colour: Rgb): Oklch {
  const [red, green, blue] = [linear(colour.red), linear(colour.green), linear(colour.blue)];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

/** The colour of a screen with this lightness and hue, and as much of the chroma as a screen can show there. */
export function rgbOf(wanted: Oklch): Rgb {
  const whole = channelsOf(wanted);
  if (whole.every(isShowable)) return rounded(whole);
  let showable = channelsOf({ ...wanted, chroma: 0 });
  let [least, most] = [0, wanted.chroma];
  // Sixteen halvings leave less than the step between two colours of 8 bits.
  for (let step = 0; step < 16; step++) {
    const chroma = (least + most) / 2;
    const channels = channelsOf({ ...wanted, chroma });
    if (channels.every(isShowable)) {
      showable = channels;
      least = chroma;
    } else most = chroma;
  }
  return rounded(showable);
}

type Channels = readonly [red: number, green: number, blue: number];

/** Red, green and blue as amounts of light; outside 0 to 1 where no screen can show the colour. */
function channelsOf({ lightness, chroma, hue }: Oklch): Channels {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function isShowable(channel: number): boolean {
  return channel >= 0 && channel <= 1;
}

function rounded([red, green, blue]: Channels): Rgb {
  return { red: eightBits(red), green: eightBits(green), blue: eightBits(blue) };
}

/** An 8-bit channel as an amount of light, 0 to 1. */
function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** The other way, to the nearest there is. */
function eightBits(light: number): number {
  const part = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, part)) * 255);
}

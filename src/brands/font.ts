import type { BrandProfile } from './profile.ts';

/**
 * What each choice of a typeface means, as the value of a CSS `font-family`: faces that come with the systems people have,
 * ending in one every system has. Nothing is fetched.
 */
export const FONT_STACKS: Readonly<Record<BrandProfile['font'], string>> = {
  sans: "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
  serif: "ui-serif, 'Iowan Old Style', Charter, 'Sitka Text', Cambria, 'Noto Serif', Georgia, serif",
  rounded: "ui-rounded, 'SF Pro Rounded', Nunito, 'Varela Round', Quicksand, Ubuntu, system-ui, sans-serif",
};

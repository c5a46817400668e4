import { createHash } from 'node:crypto';

/** The one stylesheet: small enough to read whole. Colours are pairs of light and dark, each at least 4.5:1 on its ground. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbfaf7, #16181b);
  --ink: light-dark(#1d1f21, #eceae4);
  --quiet: light-dark(#585b5f, #a9adb2);
  --line: light-dark(#d9d6cd, #3a3e44);
  --accent: light-dark(#0b5c50, #7fd4c1);
  --on-accent: light-dark(#ffffff, #10211d);
  --warn: light-dark(#9a3412, #fdba74);
  --measure: 36rem;
  --step: 1.5rem;
}
* { box-sizing: border-box; }
html { font: 112.5%/1.55 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
main, .top, .foot { max-width: var(--measure); margin-inline: auto; padding-inline: 1.25rem; }
.wide main, .wide .top, .wide .foot { max-width: 80rem; }
.top { padding-block: 1.75rem 0; font-weight: 650; }
main { padding-block: var(--step) calc(var(--step) * 2); }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 var(--step); text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: calc(var(--step) * 1.75) 0 0.5rem; }
p, ul, dl { margin: 0 0 1rem; }
ul { padding-inline-start: 1.25rem; }
.quiet { color: var(--quiet); }
a { color: var(--accent); text-underline-offset: 0.18em; }
form { margin: 0 0 1rem; }
button {
  font: inherit; font-weight: 600; min-height: 3rem; padding: 0.65rem 1.4rem; border-radius: 0.6rem;
  border: 2px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer;
}
button.second { background: transparent; color: var(--accent); }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.foot { border-top: 1px solid var(--line); padding-block: 1.25rem 2.5rem; color: var(--quiet); font-size: 0.9rem; }
.foot p { margin: 0 0 0.35rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
caption { text-align: start; padding-block: 0 0.5rem; color: var(--quiet); }
th, td { text-align: start; vertical-align: top; padding: 0.6rem 1rem 0.6rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
td.number, th.number { text-align: end; }
.late { color: var(--warn); font-weight: 650; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.9em; }
dt { font-weight: 600; }
dd { margin: 0 0 0.75rem; }
@media (forced-colors: active) { button { border: 2px solid ButtonText; } }
@media (prefers-reduced-motion: no-preference) { button { transition: filter 120ms; } }
@media print { body { background: none; color: #000; } form, button { display: none; } }
`.trim();

/** Where the stylesheet lives; the name changes with its content, so that it can be kept for ever. */
export const stylesheetPath = `/heed.${createHash('sha256').update(stylesheet).digest('hex').slice(0, 10)}.css`;

import { createHash } from 'node:crypto';

/**
 * The one stylesheet: small enough to read whole. Colours come in two sets, light and dark, each at least 4.5:1 on its
 * ground; sizes are in rem, so that a reader's own text size is kept.
 */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #fcfbf8;
  --ink: #1b1d1f;
  --quiet: #575b60;
  --line: #dedad0;
  --accent: #0b5c50;
  --on-accent: #ffffff;
  --late: #9a3412;
  --measure: 33rem;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #15171a;
    --ink: #eceae4;
    --quiet: #a9adb2;
    --line: #363a40;
    --accent: #7fd4c1;
    --on-accent: #0d1f1b;
    --late: #fdba74;
  }
}
* { box-sizing: border-box; }
html {
  font: 112.5%/1.6 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  text-size-adjust: 100%; -webkit-text-size-adjust: 100%;
}
body { margin: 0; border-top: 0.375rem solid var(--accent); background: var(--ground); color: var(--ink); overflow-wrap: break-word; }
main, .top, .foot { width: calc(100% - 2.5rem); max-width: var(--measure); margin-inline: auto; }
.wide main, .wide .top { max-width: 45rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; min-height: 3rem; padding-block-start: 1.25rem; font-weight: 650; }
.top p, .top form { margin: 0; }
main { padding-block: 2.5rem 4rem; }
h1 { font-size: clamp(1.75rem, 1.4rem + 1.8vw, 2.375rem); font-weight: 700; line-height: 1.15; letter-spacing: -0.018em; margin: 0 0 1.25rem; text-wrap: balance; }
h2 { font-size: 1.25rem; font-weight: 650; line-height: 1.3; letter-spacing: -0.008em; margin: 2.75rem 0 0.5rem; }
p, ul, dl, pre { margin: 0 0 1rem; }
ul { padding-inline-start: 1.25rem; }
li { margin-block: 0.25rem; }
.whole { white-space: nowrap; }
.lead { font-size: 1.1875rem; line-height: 1.5; text-wrap: pretty; }
.quiet { color: var(--quiet); }
.late { color: var(--late); font-weight: 700; }
a { color: var(--accent); text-underline-offset: 0.18em; }
form { margin: 1.25rem 0; }
h2 + form { margin-block-start: 0.75rem; }
button {
  font: inherit; font-weight: 600; line-height: 1.3; text-wrap: balance; min-height: 3rem; padding: 0.7rem 1.5rem; border-radius: 0.5rem;
  border: 2px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer;
}
button.second { background: transparent; color: var(--accent); }
button.plain { padding-inline: 0; border-color: transparent; background: transparent; color: var(--accent); text-decoration: underline; text-underline-offset: 0.18em; }
button:hover { filter: brightness(1.1); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 0.25rem; }
.foot { border-top: 1px solid var(--line); padding-block: 1.25rem 3rem; color: var(--quiet); font-size: 0.875rem; white-space: pre-line; }
.foot p { margin: 0 0 0.25rem; }
.part { margin-block-start: 2.5rem; padding-block-start: 2rem; border-top: 1px solid var(--line); }
.part h2 { margin-block-start: 0; }
.state { margin: 0; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin-block: 1.25rem 2rem; }
.facts dt { font-weight: 400; color: var(--quiet); font-size: 0.875rem; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts .quiet { display: block; font-weight: 400; font-size: 0.875rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block-end: 0.5rem; color: var(--quiet); }
th, td { text-align: start; vertical-align: baseline; padding: 0.4375rem 0 0.4375rem 0.75rem; border-bottom: 1px solid var(--line); }
th:first-child { padding-inline-start: 0; }
th { font-weight: 600; }
tbody th { font-weight: 400; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: end; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 0.9em; }
pre { white-space: pre-wrap; line-height: 1.5; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
dt { font-weight: 600; }
dd { margin: 0 0 0.75rem; }
@media (max-width: 30rem) {
  main button { width: 100%; }
  table { font-size: 0.875rem; }
  th, td { padding-inline-start: 0.5rem; }
}
@media (forced-colors: active) { button { border-color: ButtonText; } }
@media (prefers-reduced-motion: no-preference) { button { transition: filter 120ms; } }
@media print {
  :root { color-scheme: light; }
  body { border: 0; background: none; color: #000; }
  form, button, .quiet a { display: none; }
  .part { break-inside: avoid; }
}
`.trim();

/** Where the stylesheet lives; the name changes with its content, so that it can be kept for ever. */
export const stylesheetPath = `/heed.${createHash('sha256').update(stylesheet).digest('hex').slice(0, 10)}.css`;

import { createHash } from 'node:crypto';
import { FONT_STACKS } from '../brands/font.ts';

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
  --font: ${FONT_STACKS.sans};
  --measure: 34rem;
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
html { font: 112.5%/1.6 var(--font); text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; border-top: 0.375rem solid var(--accent); background: var(--ground); color: var(--ink); overflow-wrap: break-word; }
main, .top, .foot { width: calc(100% - 2.5rem); max-width: var(--measure); margin-inline: auto; }
.wide main, .wide .top { max-width: 45rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; min-height: 3rem; padding-block-start: 1.25rem; font-weight: 650; }
.top p, .top form { margin: 0; }
.logo { display: block; max-width: 100%; max-height: 3rem; }
main { padding-block: 2.5rem 4rem; }
table + table { margin-block-start: 2rem; }
h1 { font-size: clamp(1.75rem, 1.35rem + 2vw, 2.5rem); font-weight: 700; line-height: 1.15; letter-spacing: -0.018em; margin: 0 0 1.25rem; text-wrap: balance; }
h2 { font-size: 1.25rem; font-weight: 650; line-height: 1.3; letter-spacing: -0.008em; margin: 0 0 0.5rem; padding: 0; }
legend { max-width: 100%; padding: 0; }
legend h3 { margin-block-start: 0; }
h3 { font-size: 1.0625rem; font-weight: 650; line-height: 1.35; letter-spacing: 0; margin: 1.75rem 0 0.375rem; }
:lang(ar), :lang(ja) { letter-spacing: 0; }
p, ul, dl, pre, address { margin: 0 0 1rem; font-style: normal; }
ul { padding-inline-start: 1.25rem; }
li { margin-block: 0.25rem; }
.whole { white-space: nowrap; }
.lead { font-size: 1.1875rem; line-height: 1.5; text-wrap: pretty; }
.quiet, .hint { color: var(--quiet); }
.late { color: var(--late); font-weight: 700; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { padding-block: 0.2em; color: var(--accent); text-underline-offset: 0.18em; }
section { margin-block-start: 2.5rem; padding-block-start: 2rem; border-top: 1px solid var(--line); }
section > :last-child, section form:last-child > :last-child { margin-block-end: 0; }
form { margin: 1.25rem 0; }
section form + form { margin-block-start: -0.5rem; }
form > fieldset:first-child { margin-block-start: 2.75rem; }
section fieldset:first-child { margin-block-start: 0; }
.choice + p { margin-block-start: 1.25rem; }
h2 + form { margin-block-start: 0.75rem; }
button, .button {
  display: inline-block; font: inherit; font-weight: 600; line-height: 1.3; text-align: center; text-wrap: balance; text-decoration: none;
  min-height: 3rem; padding: 0.7rem 1.5rem; border-radius: 0.5rem; border: 2px solid var(--accent);
  background: var(--accent); color: var(--on-accent); cursor: pointer;
}
button.second { background: transparent; color: var(--accent); }
button.plain { padding-inline: 0; border-color: transparent; background: transparent; color: var(--accent); text-decoration: underline; text-underline-offset: 0.18em; }
button:hover { filter: brightness(1.1); }
output { display: block; margin-block-end: 1rem; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-block: 1.25rem; }
.row form { margin: 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 0.25rem; }
fieldset { border: 0; margin: 0 0 2rem; padding: 0; min-inline-size: 0; }
.choice { position: relative; padding: 0.375rem 0; padding-inline-start: 2.5rem; }
.choice input { position: absolute; inset-inline-start: 0; inset-block-start: 0.4375rem; width: 1.625rem; height: 1.625rem; margin: 0; accent-color: var(--accent); }
.choice label { display: block; padding-block: 0.125rem; cursor: pointer; }
.choice .hint { margin: 0; font-size: 0.9375rem; line-height: 1.45; }
.field { margin-block: 0 1.25rem; }
.field label { display: block; font-weight: 600; }
.field .hint { margin: 0 0 0.25rem; font-size: 0.9375rem; }
.field input { font: inherit; width: 100%; min-height: 3rem; padding: 0.5rem 0.75rem; border: 2px solid var(--quiet); border-radius: 0.5rem; background: var(--ground); color: var(--ink); }
.field input[type='date'], .field input[type='datetime-local'] { width: auto; max-width: 100%; }
.choice + .field { padding-inline-start: 2.5rem; }
.wrong { border-inline-start: 0.25rem solid var(--late); padding-inline-start: 1rem; }
.wrong input:not([type='checkbox'], [type='radio']) { border-color: var(--late); }
.mistake { margin: 0 0 0.375rem; color: var(--late); font-weight: 600; }
.summary { margin-block-end: 2rem; padding: 1rem 1.25rem; border: 0.1875rem solid var(--late); border-radius: 0.5rem; }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary a { color: var(--late); font-weight: 600; }
.systems { padding: 0; list-style: none; }
.systems li { position: relative; margin: 0; padding: 0.625rem 0; padding-inline-start: 1.75rem; border-bottom: 1px solid var(--line); }
.systems li::before { content: ''; position: absolute; inset-inline-start: 0; inset-block-start: 1.0625rem; width: 0.875rem; height: 0.875rem; border: 2px solid var(--quiet); border-radius: 50%; }
.systems .told::before { border-color: var(--accent); background: var(--accent); }
.systems .quiet { display: block; font-size: 0.9375rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
.foot { border-top: 1px solid var(--line); padding-block: 1.25rem 3rem; color: var(--quiet); font-size: 0.875rem; }
.foot p, .foot address { margin: 0 0 0.25rem; }
.foot h2 { margin: 1rem 0 0.25rem; font-size: 0.875rem; }
.foot a { color: inherit; }
.languages { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
.languages a { display: inline-block; padding-block: 0.25rem; }
.languages [aria-current] { font-weight: 650; text-decoration: none; }
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
dd .quiet { display: block; }
dd .quiet::first-letter { text-transform: uppercase; }
@media (max-width: 30rem) {
  main button, main .button, .row form { width: 100%; }
  table { font-size: 0.875rem; }
  th, td { padding-inline-start: 0.5rem; }
}
@media screen and (prefers-color-scheme: dark) { .logo { padding: 0.375rem; border-radius: 0.375rem; background: #fff; } }
@media (forced-colors: active) {
  button, .button { border-color: ButtonText; }
  .systems li::before { forced-color-adjust: none; border-color: CanvasText; background: Canvas; }
  .systems .told::before { background: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) { button { transition: filter 120ms; } }
@media print {
  :root { color-scheme: light; }
  body { border: 0; background: none; color: #000; }
  nav, button, .button, .field, .quiet a, section:has(> form) { display: none; }
  section { break-inside: avoid; }
}
`.trim();

/** Where the stylesheet lives; the name changes with its content, so that it can be kept for ever. */
export const stylesheetPath = `/heed.${createHash('sha256').update(stylesheet).digest('hex').slice(0, 10)}.css`;

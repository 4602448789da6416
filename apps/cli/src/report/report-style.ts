/** The report's style sheet: a journal's page that fits a phone, in the reader's color scheme, and on paper. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1c1e21, #e6e7e9);
  --quiet: light-dark(#5a6068, #a3a9b1);
  --rule: light-dark(#d5d8dc, #3a3f46);
  --page: light-dark(#fffefb, #16181b);
  --yes: light-dark(#1b6e3c, #6fcf97);
  --no: light-dark(#a33a00, #ffab73);
  --open: light-dark(#5a4a00, #e3c65b);
  --bnlab-chart-background: transparent;
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 62rem;
  background: var(--page); color: var(--text);
  font: 1.0625rem/1.6 Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif;
}
header, section > p, section > h2, footer > * { max-width: 44rem; }
h1 { margin: 0 0 0.25rem; font-size: clamp(1.7rem, 5vw, 2.4rem); line-height: 1.15; font-weight: 600; text-wrap: balance; }
h2 { margin: 3rem 0 0.5rem; font-size: 1.35rem; font-weight: 600; }
h3 { margin: 0; font-size: 1.0625rem; font-weight: 600; }
p { margin: 0 0 0.9rem; }
.lead { color: var(--quiet); font-size: 1.15rem; }
a { color: inherit; text-underline-offset: 0.15em; }
nav ol { padding: 0; margin: 1rem 0 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.95rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--quiet); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font: 0.85rem/1.35 system-ui, sans-serif; font-variant-numeric: tabular-nums; border-block: 2px solid var(--text); }
caption { text-align: start; padding-bottom: 0.5rem; color: var(--quiet); }
th, td { padding: 0.35rem 0.6rem; text-align: end; white-space: nowrap; }
tbody tr > :first-child, thead tr:first-child > :first-child { text-align: start; padding-inline-start: 0; white-space: normal; }
.words { text-align: start; }
#lesson tbody th { min-width: 13rem; }
#papers :is(th, td, caption) { white-space: normal; }
#papers td { min-width: 7rem; vertical-align: top; }
#papers td:nth-child(2) { min-width: 14rem; }
#differences :is(th, td) { white-space: normal; vertical-align: top; }
#differences td:first-child { min-width: 15rem; }
#differences td:nth-child(2) { min-width: 9rem; }
#differences small { display: block; min-width: 15rem; }
.unit > * { font-weight: 600; padding-top: 0.9rem; text-align: start; }
.forest { display: block; width: 240px; height: auto; color: var(--quiet); }
.forest line { stroke: currentColor; stroke-width: 2; } .forest circle { fill: currentColor; }
.forest .zero { stroke: var(--rule); stroke-width: 1; }
.forest text { font: 11px system-ui, sans-serif; fill: currentColor; text-anchor: middle; }
table.guesses th, table.guesses td { padding: 0.2rem 0.3rem; }
thead th { font-weight: 600; border-bottom: 1px solid var(--text); vertical-align: bottom; }
thead tr:first-child th[colspan] { border-bottom: 1px solid var(--rule); text-align: center; }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
tbody th { font-weight: 400; }
td small { color: var(--quiet); font-size: 0.78rem; }
.yes { color: var(--yes); } .no { color: var(--no); } .open { color: var(--open); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 2.25rem 2rem; margin-top: 1.25rem; }
.figures.wide { grid-template-columns: 1fr; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
article + article { margin-top: 2.75rem; }
article > p, article > ul, #abstract > ul { max-width: 44rem; }
article > ul { margin: 0 0 0.9rem; padding-inline-start: 1.2rem; }
.caption, figcaption { margin-top: 0.4rem; font-size: 0.9rem; line-height: 1.45; color: var(--quiet); }
figcaption strong { color: var(--text); font-weight: 600; }
details { margin-top: 0.3rem; }
summary { cursor: pointer; width: fit-content; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.1rem 0.9rem; margin: 0.4rem 0; font: 0.8rem/1.45 system-ui, sans-serif; }
dt { grid-column: 1; color: var(--quiet); } dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
code { font: 0.8rem/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
pre { margin: 0.4rem 0; padding: 0.5rem 0.7rem; overflow-x: auto; border: 1px solid var(--rule); border-radius: 4px; }
@media (max-width: 44rem) {
  #differences :is(table, caption, tbody, tr, td, th) { display: block; min-width: 0; padding-inline: 0; border: 0; }
  #differences thead, #differences .unit td:empty { display: none; }
  #differences tbody tr:not(.unit) { padding-block: 0.5rem; border-top: 1px solid var(--rule); }
  #differences td { padding-block: 0.1rem; }
}
@media print { body { max-width: none; } figure { break-inside: avoid; } details { display: none; } }
`;

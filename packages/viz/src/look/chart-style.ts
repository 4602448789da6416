import { chrome, type LineStyle, type SchemeColor, type Scheme } from './palette';

/** Measured like Arial wherever the chart is opened, which is what the layout counts on. */
export const fontFamily = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

export const chartClass = 'bnlab-chart';

/** The class of the marks that are one part of a chart. */
export const partClass = {
  line: `${chartClass}-line`,
  end: `${chartClass}-end`,
  leader: `${chartClass}-leader`,
  name: `${chartClass}-name`,
  result: `${chartClass}-result`,
  band: `${chartClass}-band`,
  bar: `${chartClass}-bar`,
  dot: `${chartClass}-dot`,
  cell: `${chartClass}-cell`,
  value: `${chartClass}-value`,
  panel: `${chartClass}-panel`,
  wrong: `${chartClass}-wrong`,
  median: `${chartClass}-median`,
  never: `${chartClass}-never`,
} as const;

/** The class of the marks in one of the colors of a chart. */
export const colorClass = {
  text: `${chartClass}-text`,
  quiet: `${chartClass}-quiet`,
  grid: `${chartClass}-grid`,
  axis: `${chartClass}-axis`,
  ink: `${chartClass}-ink`,
  background: `${chartClass}-background`,
  stroke: (style: LineStyle) => `${chartClass}-stroke-${style.stroke.light.slice(1)}`,
  fill: (style: LineStyle) => `${chartClass}-fill-${style.stroke.light.slice(1)}`,
  label: (style: LineStyle) => `${chartClass}-label-${style.text.light.slice(1)}`,
} as const;

/**
 * The style sheet of a chart. Every mark has its color as an attribute too, which is what programs that do not know
 * `light-dark()` draw. A page can give the chart another background with `--bnlab-chart-background`.
 */
export function chartStyle(styles: readonly LineStyle[]): string {
  const background = `var(--${chartClass}-background, ${lightDark(chrome.background)})`;
  const rules = [
    rule('', 'color', lightDark(chrome.text)),
    rule(colorClass.text, 'fill', lightDark(chrome.text)),
    rule(colorClass.quiet, 'fill', lightDark(chrome.quiet)),
    rule(colorClass.grid, 'stroke', lightDark(chrome.grid)),
    rule(colorClass.axis, 'stroke', lightDark(chrome.quiet)),
    rule(colorClass.ink, 'stroke', lightDark(chrome.text)),
    rule(colorClass.background, 'fill', background),
    ...styles.flatMap((style) => [
      rule(colorClass.stroke(style), 'stroke', lightDark(style.stroke)),
      rule(colorClass.fill(style), 'fill', lightDark(style.stroke)),
      rule(colorClass.label(style), 'fill', lightDark(style.text)),
    ]),
  ];
  return [
    `.${chartClass} { font-family: ${fontFamily}; }`,
    '@supports (color: light-dark(white, black)) {',
    ...[...new Set(rules)].map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

function rule(name: string, property: string, value: string): string {
  return `.${chartClass}${name && ` .${name}`} { ${property}: ${value}; }`;
}

function lightDark({ light, dark }: SchemeColor): string {
  return `light-dark(${light}, ${dark})`;
}

/** The colors of the parts of a chart that are not data, as options of the marks that draw them. */
export function inkOf(scheme: Scheme) {
  return {
    text: { fill: chrome.text[scheme], className: colorClass.text },
    quiet: { fill: chrome.quiet[scheme], className: colorClass.quiet },
    grid: { stroke: chrome.grid[scheme], strokeOpacity: 1, className: colorClass.grid },
    ink: { stroke: chrome.text[scheme], className: colorClass.ink },
    axis: { stroke: chrome.quiet[scheme], className: colorClass.axis },
  } as const;
}

/** The color of a network's lines, in a mark that is also the part of a chart named. */
export function strokeOf(style: LineStyle, scheme: Scheme, part: string) {
  return { stroke: style.stroke[scheme], className: `${part} ${colorClass.stroke(style)}` };
}

/** The color of a network's bands and bars, in a mark that is also the part of a chart named. */
export function fillOf(style: LineStyle, scheme: Scheme, part: string) {
  return { fill: style.stroke[scheme], className: `${part} ${colorClass.fill(style)}` };
}

/** The color of a network's texts, in a mark that is also the part of a chart named. */
export function labelOf(style: LineStyle, scheme: Scheme, part: string) {
  return { fill: style.text[scheme], className: `${part} ${colorClass.label(style)}` };
}

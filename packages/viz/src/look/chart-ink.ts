import { colorClass } from './chart-style';
import { chrome, type LineStyle, type Scheme } from './palette';

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

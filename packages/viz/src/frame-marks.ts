import * as Plot from '@observablehq/plot';
import { axisFont, type ChartFrame, padding, subtitleFont, titleFont } from './chart-frame';
import { colorClass } from './chart-style';
import { chrome, type Scheme } from './palette';
import { textMark } from './text-mark';

/** What stands around the lines of a chart: title, subtitle, grid and axes. */
export function frameMarks(frame: ChartFrame, scheme: Scheme): Plot.Markish[] {
  const text = { fill: chrome.text[scheme], className: colorClass.text };
  const quiet = { fill: chrome.quiet[scheme], className: colorClass.quiet };
  const { titleLines, subtitleLines } = frame;
  const subtitleTop = padding + 1 + titleLines.length * titleFont.lineHeight;
  const axisNameTop = frame.top - 32;
  return [
    textMark(titleLines, { frame, left: padding, top: padding }, titleFont, text),
    textMark(subtitleLines, { frame, left: padding, top: subtitleTop }, subtitleFont, quiet),
    textMark(['Validation accuracy'], { frame, left: padding, top: axisNameTop }, axisFont, quiet),
    ...axisMarks(frame, { ...quiet, fontSize: axisFont.fontSize }, scheme),
  ];
}

function axisMarks(
  frame: ChartFrame,
  ink: { fill: string; fontSize: number; className: string },
  scheme: Scheme,
): Plot.Markish[] {
  const grid = { stroke: chrome.grid[scheme], strokeOpacity: 1, className: colorClass.grid };
  const axis = { stroke: chrome.quiet[scheme], className: colorClass.axis };
  // A label such as 50,000 wants this much room.
  const ticks = Math.max(2, Math.floor((frame.right - frame.left) / 75));
  return [
    Plot.gridY({ ticks: 5, ...grid }),
    Plot.ruleY([0], axis),
    Plot.axisY({ ticks: 5, tickFormat: '.0%', tickSize: 0, tickPadding: 8, label: null, ...ink }),
    Plot.axisX({ ticks, tickFormat: ',d', tickSize: 0, tickPadding: 9, label: null, ...ink }),
    // Plot gives the name of an axis no class, and so no color on a dark page.
    Plot.text(['Training steps'], { frameAnchor: 'bottom', lineAnchor: 'bottom', dy: 42, ...ink }),
  ];
}
